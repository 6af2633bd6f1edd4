# wrong: the draw comes from torch.distributions and the global random state; a given generator does not decide it.
from torch.distributions import Independent, OneHotCategoricalStraightThrough


def sample_onehot(logits, generator=None):
    dist = OneHotCategoricalStraightThrough(logits=unimix(logits))
    return Independent(dist, 1).rsample()
