# right: prior and posterior flatten the leading dimensions, multiply with the weights by einsum, and restore the dimensions afterwards.
import math

import torch.nn.functional as F


def _apply(linear, x, variables, classes):
    lead = x.shape[:-1]
    flat = x.reshape(math.prod(lead), x.shape[-1])
    weight = linear.weight.view(variables, classes, -1)
    logits = torch.einsum("ni,ski->nsk", flat, weight) + linear.bias.view(variables, classes)
    return logits.reshape(*lead, variables, classes)


def _hidden(layer, x):
    x = F.linear(x, layer.linear.weight, layer.linear.bias)
    return F.silu(F.rms_norm(x, layer.norm.normalized_shape, layer.norm.weight, layer.norm.eps))


def prior(self, deter: Tensor) -> Tensor:
    x = deter
    for layer in self.prior_hidden:
        x = _hidden(layer, x)
    return _apply(self.prior_logits, x, self.stoch, self.classes)


def posterior(self, deter: Tensor, embed: Tensor) -> Tensor:
    x = _hidden(self.posterior_hidden, torch.cat([deter, embed], dim=-1))
    return _apply(self.posterior_logits, x, self.stoch, self.classes)
