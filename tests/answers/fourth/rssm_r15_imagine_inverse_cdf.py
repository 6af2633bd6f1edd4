# right: imagine draws with one uniform number per variable against the cumulated mixture (inverse CDF), and takes the prior's logits for the record once more at the end over [N,H]
from torch.nn import functional as F
def imagine(self, state, policy, horizon, generator=None):
    now, deters, stochs, actions = state, [state.deter], [state.stoch], []
    for _ in range(horizon):
        actions.append(policy(now))
        deter = self.core(now.deter, now.stoch, actions[-1])
        logits = self.prior(deter)
        p = unimix(logits).exp()
        edges = p.detach().cumsum(-1)
        u = torch.rand(edges.shape[:-1] + (1,), generator=generator, device=edges.device)
        index = (u * edges[..., -1:] >= edges).sum(-1).clamp(max=self.classes - 1)
        stoch = F.one_hot(index, self.classes).type_as(p) + (p - p.detach())
        now = State(deter, stoch, logits)
        deters.append(deter)
        stochs.append(stoch)
    deters = torch.stack(deters, 1)
    logits = torch.cat([state.logits.unsqueeze(1), self.prior(deters[:, 1:])], 1)
    return State(deters, torch.stack(stochs, 1), logits), torch.stack(actions, 1)
