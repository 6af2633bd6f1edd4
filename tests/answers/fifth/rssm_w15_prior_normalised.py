# wrong: the prior gives log-probabilities (log_softmax) where raw logits are asked for, so what the State holds has another offset
def prior(self, deter: Tensor) -> Tensor:
    logits = self.prior_logits(self.prior_hidden(deter)).unflatten(-1, (self.stoch, self.classes))
    return logits.log_softmax(-1)
