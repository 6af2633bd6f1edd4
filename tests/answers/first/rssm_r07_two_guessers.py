# right: prior and posterior share one helper that flattens to rows and shapes back, and posterior is the sum of two matrix products
import functools
import math

import torch.nn.functional as F


def by_rows(method):
    """Call `method` on rows [N, …] and give the leading dimensions (none, one, several) back."""

    @functools.wraps(method)
    def wrapped(self, *inputs):
        lead = inputs[0].shape[:-1]
        rows = math.prod(lead)
        out = method(self, *(x.reshape(rows, x.shape[-1]) for x in inputs))
        return out.reshape(*lead, self.stoch, self.classes)

    return wrapped


@by_rows
def prior(self, deter):
    x = functools.reduce(lambda x, layer: layer(x), self.prior_hidden, deter)
    return F.linear(x, self.prior_logits.weight, self.prior_logits.bias)


@by_rows
def posterior(self, deter, embed):
    linear = self.posterior_hidden.linear
    of_deter, of_embed = linear.weight.tensor_split([self.deter], dim=1)
    x = deter @ of_deter.mT + embed @ of_embed.mT + linear.bias
    return self.posterior_logits(F.silu(self.posterior_hidden.norm(x)))
