# right: observe keeps its state in a helper object and draws with torch.multinomial from its own mixture, straight-through as hard - p.detach() + p
class _Walk:
    def __init__(self, rssm, state, generator):
        self.rssm, self.h, self.z, self.generator = rssm, state.deter, state.stoch, generator
        self.seen = {"h": [], "z": [], "l": []}

    def draw(self, logits):
        p = 0.99 * torch.softmax(logits, -1) + 0.01 / logits.shape[-1]
        flat = p.detach().reshape(-1, p.shape[-1])
        index = torch.multinomial(flat, 1, replacement=True, generator=self.generator)
        hard = torch.eye(p.shape[-1], dtype=p.dtype, device=p.device)[index[:, 0]].reshape(p.shape)
        return hard - p.detach() + p

    def __call__(self, embed, action, keep):
        self.h = self.rssm.core(
            torch.einsum("b,bd->bd", keep, self.h),
            torch.einsum("b,bsk->bsk", keep, self.z),
            torch.einsum("b,ba->ba", keep, action),
        )
        logits = self.rssm.posterior(self.h, embed)
        self.z = self.draw(logits)
        for name, value in (("h", self.h), ("z", self.z), ("l", logits)):
            self.seen[name].append(value)


def observe(self, embed, action, is_first, state=None, generator=None):
    walk = _Walk(self, self.initial(embed.shape[0]) if state is None else state, generator)
    keep = torch.logical_not(is_first).float()
    for t in range(embed.shape[1]):
        walk(embed[:, t], action[:, t], keep[:, t])
    return State(*(torch.stack(walk.seen[name], 1) for name in "hzl"))
