# wrong: the reshape keeps only the first leading dimension apart and squeezes the second, so one time step of [B, 1, D] and a single state [D] come back with the wrong shape
def prior(self, deter: Tensor) -> Tensor:
    logits = self.prior_logits(self.prior_hidden(deter))
    return logits.reshape(deter.shape[0], -1, self.stoch, self.classes).squeeze(1)
