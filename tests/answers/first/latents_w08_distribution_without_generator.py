# wrong: the generator that is given does not decide the draw, as torch.distributions draws from the global one.
from torch.distributions import OneHotCategoricalStraightThrough


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    return OneHotCategoricalStraightThrough(logits=unimix(logits)).rsample()
