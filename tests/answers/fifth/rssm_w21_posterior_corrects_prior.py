# wrong: the posterior adds its logits to the prior's, as a correction, instead of giving its own
def posterior(self, deter: Tensor, embed: Tensor) -> Tensor:
    hidden = self.posterior_hidden(torch.cat([deter, embed], -1))
    correction = self.posterior_logits(hidden).unflatten(-1, (self.stoch, self.classes))
    return self.prior(deter) + correction
