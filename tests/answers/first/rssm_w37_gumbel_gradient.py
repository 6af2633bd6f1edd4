# wrong: imagine samples by Gumbel-max over unimix but gives the sample the gradient of the relaxed softmax of the noisy logits, not of the mixed probabilities
def imagine(self, state, policy, horizon, generator=None):
    def draw(logits):
        logp = unimix(logits)
        u = torch.rand(logp.shape, generator=generator, device=logp.device).clamp(1e-20, 1 - 1e-7)
        soft = torch.softmax(logp - torch.log(-torch.log(u)), -1)
        hard = nn.functional.one_hot(soft.argmax(-1), self.classes).to(soft.dtype)
        return hard + (soft - soft.detach())

    states, actions = [state], []
    for _ in range(horizon):
        action = policy(state)
        deter = self.core(state.deter, state.stoch, action)
        logits = self.prior(deter)
        state = State(deter, draw(logits), logits)
        states.append(state)
        actions.append(action)
    return State(*(torch.stack(x, 1) for x in zip(*states))), torch.stack(actions, 1)
