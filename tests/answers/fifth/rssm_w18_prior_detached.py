# wrong: the prior detaches the memory, so the dynamics loss never teaches core
def prior(self, deter: Tensor) -> Tensor:
    hidden = self.prior_hidden(deter.detach())
    return self.prior_logits(hidden).unflatten(-1, (self.stoch, self.classes))
