# right: imagine takes the first `horizon` steps from an endless Python generator of (state, action) pairs
from itertools import islice


class _Dream:
    def __init__(self, world, state, policy, rng):
        self.world, self.state, self.policy, self.rng = world, state, policy, rng

    def __iter__(self):
        while True:
            action = self.policy(self.state)
            deter = self.world.core(self.state.deter, self.state.stoch, action)
            logits = self.world.prior(deter)
            self.state = State(deter, sample_onehot(logits, self.rng), logits)
            yield (*self.state, action)


def imagine(self, state, policy, horizon, generator=None):
    *parts, actions = zip(*islice(_Dream(self, state, policy, generator), horizon))
    states = State(*(torch.stack((start, *part), 1) for start, part in zip(state, parts)))
    return states, torch.stack(actions, 1)
