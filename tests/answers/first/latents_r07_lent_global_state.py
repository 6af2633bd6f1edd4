# right: draws with torch.distributions, to which the generator's state is lent as the global one and given back advanced.
from contextlib import contextmanager

from torch.distributions import OneHotCategorical


@contextmanager
def _as_global(generator):
    if generator is None:
        yield
        return
    with torch.random.fork_rng(devices=[]):
        torch.set_rng_state(generator.get_state())
        yield
        generator.set_state(torch.get_rng_state())


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    p = unimix(logits).exp()
    with _as_global(generator):
        z = OneHotCategorical(probs=p.detach()).sample()
    return z + (p - p.detach())
