# right: imagine takes all its uniform numbers from the generator before the first step and inverts the mixed distribution's cumulative sum
def imagine(self, state, policy, horizon, generator=None):
    n = state.deter.shape[0]
    noise = torch.rand(
        horizon, n, self.stoch, 1, generator=generator, device=state.deter.device, dtype=torch.float64
    )
    names = ("deter", "stoch", "logits")
    track = {name: [getattr(state, name)] for name in names}
    actions = []
    for u in noise:
        now = State(*(track[name][-1] for name in names))
        actions.append(policy(now))
        h = self.core(now.deter, now.stoch, actions[-1])
        logits = self.prior(h)
        p = unimix(logits).exp()
        edges = p.detach().double().cumsum(-1)
        index = (u * edges[..., -1:] >= edges).sum(-1).clamp(max=self.classes - 1)
        hard = torch.nn.functional.one_hot(index, self.classes).to(p.dtype)
        for name, value in zip(names, (h, hard + (p - p.detach()), logits)):
            track[name].append(value)
    return State(*(torch.stack(track[name], 1) for name in names)), torch.stack(actions, 1)
