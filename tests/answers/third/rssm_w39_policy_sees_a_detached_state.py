# wrong: imagine hands the policy a detached copy of the state, so no gradient passes from an action back to the state in which it was chosen.
def imagine(self, state, policy, horizon, generator=None):
    states, actions = [state], []
    for _ in range(horizon):
        # as in the paper: the actor's input is stop-gradient
        action = policy(State(*(x.detach() for x in state)))
        deter = self.core(state.deter, state.stoch, action)
        logits = self.prior(deter)
        state = State(deter, sample_onehot(logits, generator), logits)
        states.append(state)
        actions.append(action)
    return State(*(torch.stack(x, 1) for x in zip(*states))), torch.stack(actions, 1)
