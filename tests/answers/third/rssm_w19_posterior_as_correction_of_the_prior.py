# wrong: posterior adds the prior's logits to its own, although it is only its own hidden layer and its own logits.
def posterior(self, deter: Tensor, embed: Tensor) -> Tensor:
    # as a residual: the observation only has to say what the prior did not know
    x = self.posterior_hidden(torch.cat([deter, embed], -1))
    correction = self.posterior_logits(x).unflatten(-1, (self.stoch, self.classes))
    return self.prior(deter) + correction
