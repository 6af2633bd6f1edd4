# wrong: only the first of the prior's two hidden layers is used, so the logits are others and the second layer never learns
def prior(self, deter: Tensor) -> Tensor:
    hidden = self.prior_hidden[0](deter)
    return self.prior_logits(hidden).unflatten(-1, (self.stoch, self.classes))
