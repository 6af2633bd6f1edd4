# wrong: imagine draws one set of uniform numbers per step for all N rows, so the dreams of a batch are not independent of each other
def imagine(self, state, policy, horizon, generator=None):
    noise = torch.rand(horizon, self.stoch, 1, generator=generator, device=state.deter.device)
    states, actions = [state], []
    for t in range(horizon):
        action = policy(state)
        deter = self.core(state.deter, state.stoch, action)
        logits = self.prior(deter)
        probs = unimix(logits).exp()
        index = (probs.detach().cumsum(-1) < noise[t]).sum(-1).clamp(max=self.classes - 1)
        onehot = torch.nn.functional.one_hot(index, self.classes).to(probs.dtype)
        state = State(deter, onehot + (probs - probs.detach()), logits)
        states.append(state)
        actions.append(action)
    return State(*(torch.stack(x, 1) for x in zip(*states))), torch.stack(actions, 1)
