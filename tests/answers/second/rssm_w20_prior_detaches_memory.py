# wrong: prior detaches the memory, so the prior's loss never teaches the core
def prior(self, deter):
    # the prior follows the memory, the memory must not follow the prior
    hidden = self.prior_hidden(deter.detach())
    return self.prior_logits(hidden).unflatten(-1, (self.stoch, self.classes))
