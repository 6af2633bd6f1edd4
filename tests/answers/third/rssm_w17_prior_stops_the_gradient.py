# wrong: prior detaches deter, so what the prior's loss (or a later dreamt state) says never reaches the memory.
def prior(self, deter: Tensor) -> Tensor:
    # the dynamics predictor learns to follow the memory, not to bend it
    x = self.prior_hidden(deter.detach())
    return self.prior_logits(x).unflatten(-1, (self.stoch, self.classes))
