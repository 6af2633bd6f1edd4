# right: prior and posterior make the logits of one variable after the other from slices of the logits layer's weight
import torch.nn.functional as F


def _variables(x, layer, count, classes):
    rows = [slice(s * classes, (s + 1) * classes) for s in range(count)]
    return torch.stack([F.linear(x, layer.weight[row], layer.bias[row]) for row in rows], dim=-2)


def prior(self, deter):
    return _variables(self.prior_hidden(deter), self.prior_logits, self.stoch, self.classes)


def posterior(self, deter, embed):
    both = deter.new_zeros(*deter.shape[:-1], self.deter + embed.shape[-1])
    both[..., : self.deter] = deter
    both[..., self.deter :] = embed
    return _variables(self.posterior_hidden(both), self.posterior_logits, self.stoch, self.classes)
