# right: prior and posterior flatten the leading dims to one, run the layers one after the other, and restore the dims
import math
def prior(self, deter):
    lead = tuple(deter.shape[:-1])
    x = deter.reshape(math.prod(lead), deter.shape[-1])
    for layer in self.prior_hidden:
        x = layer(x)
    return self.prior_logits(x).reshape(lead + (self.stoch, self.classes))


def posterior(self, deter, embed):
    lead = tuple(deter.shape[:-1])
    rows = math.prod(lead)
    x = deter.new_empty(rows, deter.shape[-1] + embed.shape[-1])
    x[:, : deter.shape[-1]] = deter.reshape(rows, -1)
    x[:, deter.shape[-1] :] = embed.reshape(rows, -1)
    x = self.posterior_logits(self.posterior_hidden(x))
    return torch.stack(x.split(self.classes, dim=-1), dim=-2).reshape(lead + (self.stoch, self.classes))
