# right: observe draws by the inverse of the cumulated mixture, with uniform numbers drawn for all steps before the loop, and writes into preallocated tensors
def observe(self, embed, action, is_first, state=None, generator=None):
    b, t = embed.shape[:2]
    uniform = torch.rand(t, b, self.stoch, 1, generator=generator, device=embed.device)
    result = State(
        embed.new_empty(b, t, self.deter),
        embed.new_empty(b, t, self.stoch, self.classes),
        embed.new_empty(b, t, self.stoch, self.classes),
    )
    now = self.initial(b) if state is None else state
    for i, u in enumerate(uniform):
        keep = is_first[:, i].logical_not()
        deter = self.core(
            torch.einsum("bd,b->bd", now.deter, keep.to(embed.dtype)),
            torch.einsum("bsk,b->bsk", now.stoch, keep.to(embed.dtype)),
            torch.einsum("ba,b->ba", action[:, i], keep.to(embed.dtype)),
        )
        logits = self.posterior(deter, embed[:, i])
        p = unimix(logits).exp()
        upper = p.detach().cumsum(-1)[..., :-1]  # the last class takes what rounding leaves
        index = (u >= upper).sum(-1, keepdim=True)
        stoch = torch.zeros_like(p).scatter_(-1, index, 1.0) + (p - p.detach())
        now = State(deter, stoch, logits)
        for whole, part in zip(result, now):
            whole[:, i] = part
    return result
