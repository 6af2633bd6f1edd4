# wrong: the prior ends in posterior_logits (copied line), so prior_logits is never used and never gets a gradient; shapes agree
def prior(self, deter):
    logits = self.posterior_logits(self.prior_hidden(deter))
    return logits.reshape(*deter.shape[:-1], self.stoch, self.classes)
