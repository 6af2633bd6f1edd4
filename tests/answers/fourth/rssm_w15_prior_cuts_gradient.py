# wrong: the prior detaches deter, so the dynamics loss and a dream teach the prior's layers but not the memory; values are right
def prior(self, deter):
    hidden = self.prior_hidden(deter.detach())
    return self.prior_logits(hidden).unflatten(-1, (self.stoch, self.classes))
