# right: imagine samples by comparing one uniform number per variable with the cumulated mixed probabilities, drawn from the generator step by step.
def _draw(logits, generator):
    p = unimix(logits).exp()
    with torch.no_grad():
        edges = p.double().cumsum(-1)
        u = torch.rand(*p.shape[:-1], 1, generator=generator, device=p.device, dtype=torch.float64)
        index = (u * edges[..., -1:] >= edges[..., :-1]).sum(-1, keepdim=True)
        hard = torch.zeros_like(p).scatter_(-1, index, 1.0)
    return hard + (p - p.detach())


def imagine(self, state, policy, horizon, generator=None):
    deters, stochs, logits = ([x] for x in (state.deter, state.stoch, state.logits))
    actions = []
    while len(actions) < horizon:
        actions.append(policy(State(deters[-1], stochs[-1], logits[-1])))
        deters.append(self.core(deters[-1], stochs[-1], actions[-1]))
        logits.append(self.prior(deters[-1]))
        stochs.append(_draw(logits[-1], generator))
    dream = State(torch.stack(deters, 1), torch.stack(stochs, 1), torch.stack(logits, 1))
    if not actions:
        return dream, state.deter.new_zeros(len(state.deter), 0, self.in_action.linear.in_features)
    return dream, torch.stack(actions, 1)
