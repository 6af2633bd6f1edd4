# right: torch.distributions draws inside a forked random state that is seeded by a number from the generator
from torch.distributions import Categorical, OneHotCategoricalStraightThrough


def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    probs = Categorical(logits=logits).probs
    return ((1 - ratio) * probs + ratio / logits.shape[-1]).log()


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    mixture = OneHotCategoricalStraightThrough(probs=unimix(logits).exp())
    if generator is None:
        return mixture.rsample()
    seed = int(torch.randint(2**62, (), generator=generator, device=generator.device))
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        return mixture.rsample()
