# wrong: dreamt guesses are drawn from softmax(logits) without the uniform 1 %, so improbable classes never come and the straight-through gradient is that of the unmixed probabilities
from torch.nn import functional as F
def imagine(self, state, policy, horizon, generator=None):
    states, actions = [state], []
    for _ in range(horizon):
        action = policy(state)
        deter = self.core(state.deter, state.stoch, action)
        logits = self.prior(deter)
        probs = logits.softmax(-1)
        index = torch.multinomial(probs.detach().flatten(0, 1), 1, generator=generator)
        onehot = F.one_hot(index.view(probs.shape[:-1]), self.classes).to(probs.dtype)
        stoch = onehot + (probs - probs.detach())
        state = State(deter, stoch, logits)
        states.append(state)
        actions.append(action)
    return State(*(torch.stack(x, 1) for x in zip(*states))), torch.stack(actions, 1)
