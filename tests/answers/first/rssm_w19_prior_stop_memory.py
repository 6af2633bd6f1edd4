# wrong: prior detaches the memory, so that what the prior is taught no longer reaches core
def prior(self, deter):
    x = self.prior_hidden(deter.detach())
    return self.prior_logits(x).reshape(*deter.shape[:-1], self.stoch, self.classes)
