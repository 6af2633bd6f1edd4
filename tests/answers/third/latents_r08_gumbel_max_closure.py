# right: Gumbel-max from float64 uniform numbers; a decorator adds the straight-through as p + sg(onehot - p), which in float32 is exactly 0 or 1 too.
import functools


def straight_through(draw):
    @functools.wraps(draw)
    def wrapped(logits, generator=None):
        logp = unimix(logits)
        with torch.no_grad():
            hard = draw(logp.detach(), generator)
        p = logp.exp()
        return p + (hard - p).detach()

    return wrapped


@straight_through
def sample_onehot(logits, generator=None):
    u = torch.rand(logits.shape, generator=generator, dtype=torch.float64, device=logits.device)
    score = logits - torch.log(-torch.log1p(-u).clamp(max=-1e-300))
    return nn.functional.one_hot(score.argmax(-1), score.shape[-1]).to(logits.dtype)
