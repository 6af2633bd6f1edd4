# right: imagine grows its tensors with cat step by step and draws with inverse-CDF on noise taken from the generator for the whole dream beforehand
def imagine(self, state, policy, horizon, generator=None):
    rows, where = len(state.deter), state.deter.device
    noise = torch.rand(
        (horizon, rows, self.stoch, 1), generator=generator, dtype=torch.float64,
        device=where if generator is None else generator.device,
    ).to(where)
    dream = State(*(x.unsqueeze(1) for x in state))
    actions = []
    for u in noise:
        now = State(*(x.select(1, -1) for x in dream))
        actions.append(policy(now))
        deter = self.core(now.deter, now.stoch, actions[-1])
        logits = self.prior(deter)
        probs = unimix(logits).exp()
        edges = probs.detach().double().cumsum(-1)
        index = torch.searchsorted(edges / edges[..., -1:], u, right=True).clamp(max=self.classes - 1)
        hard = (torch.arange(self.classes, device=where) == index).to(probs.dtype)
        new = State(deter, hard + (probs - probs.detach()), logits)
        dream = State(*(torch.cat((x, y.unsqueeze(1)), 1) for x, y in zip(dream, new)))
    return dream, torch.stack(actions, 1)
