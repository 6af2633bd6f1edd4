# wrong: the guess is drawn from the plain softmax (Gumbel-max on raw logits, gradient of the softmax) without the 1 % of uniform
def imagine(self, state, policy, horizon, generator=None):
    import torch.nn.functional as F

    def draw(logits):
        u = torch.rand(logits.shape, generator=generator, device=logits.device)
        noise = -torch.log(-torch.log(u.clamp(1e-7, 1 - 1e-7)))
        hard = F.one_hot((logits.detach() + noise).argmax(-1), self.classes).to(logits.dtype)
        probs = logits.softmax(-1)
        return hard + (probs - probs.detach())

    states, actions = [state], []
    for _ in range(horizon):
        action = policy(state)
        deter = self.core(state.deter, state.stoch, action)
        logits = self.prior(deter)
        state = State(deter, draw(logits), logits)
        states.append(state)
        actions.append(action)
    return State(*(torch.stack(x, 1) for x in zip(*states))), torch.stack(actions, 1)
