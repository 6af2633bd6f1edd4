# right: torch.distributions draws; a CPU generator lends its state to the global one and takes the advanced state back.
from contextlib import contextmanager

from torch.distributions import OneHotCategorical


@contextmanager
def deciding(generator):
    if generator is None:
        yield
        return
    with torch.random.fork_rng(devices=[]):
        torch.set_rng_state(generator.get_state())
        yield
        generator.set_state(torch.get_rng_state())


def sample_onehot(logits, generator=None):
    if not logits.numel():
        return unimix(logits).exp()
    dist = OneHotCategorical(logits=unimix(logits))
    if generator is not None and generator.device.type != "cpu":
        flat = dist.probs.detach().reshape(-1, logits.shape[-1])
        hot = torch.zeros_like(flat).scatter_(1, torch.multinomial(flat, 1, generator=generator), 1.0)
        hot = hot.reshape(logits.shape)
    else:
        with deciding(generator):
            hot = dist.sample()
    return hot + (dist.probs - dist.probs.detach())
