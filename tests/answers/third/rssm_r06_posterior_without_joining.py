# right: posterior never joins its inputs but adds what the two halves of the layer's weight make of each.
import torch.nn.functional as F


def posterior(self, deter: Tensor, embed: Tensor) -> Tensor:
    layer = self.posterior_hidden
    of_deter, of_embed = layer.linear.weight.split([self.deter, embed.shape[-1]], dim=1)
    x = F.linear(deter, of_deter, layer.linear.bias) + F.linear(embed, of_embed)
    x = F.silu(layer.norm(x))
    logits = self.posterior_logits(x)
    return torch.stack(logits.chunk(self.stoch, dim=-1), dim=-2)
