# wrong: in eval mode the most likely class is taken instead of a sample, so the dream is deterministic and the straight-through gradient is lost
def imagine(self, state, policy, horizon, generator=None):
    states, actions = [state], []
    for _ in range(horizon):
        action = policy(states[-1])
        deter = self.core(states[-1].deter, states[-1].stoch, action)
        logits = self.prior(deter)
        if self.training:
            stoch = sample_onehot(logits, generator)
        else:
            stoch = nn.functional.one_hot(logits.argmax(-1), self.classes).to(logits.dtype)
        states.append(State(deter, stoch, logits))
        actions.append(action)
    return State(*(torch.stack(x, 1) for x in zip(*states))), torch.stack(actions, 1)
