# wrong: draws with torch.distributions, which takes no generator, so a given generator does not decide the draw
from torch.distributions import OneHotCategoricalStraightThrough


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    return OneHotCategoricalStraightThrough(logits=unimix(logits)).rsample()
