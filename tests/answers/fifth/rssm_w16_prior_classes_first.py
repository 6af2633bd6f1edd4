# wrong: the flat logits are read as [K, S] and transposed, so that with S other than 1 the numbers belong to other variables
def prior(self, deter: Tensor) -> Tensor:
    logits = self.prior_logits(self.prior_hidden(deter))
    return logits.reshape(*deter.shape[:-1], self.classes, self.stoch).transpose(-1, -2)
