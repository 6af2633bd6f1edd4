# wrong: prior returns the mixed log-probabilities instead of raw logits (and they are mixed once more in sampling)
def prior(self, deter):
    logits = self.prior_logits(self.prior_hidden(deter))
    logits = logits.reshape(*deter.shape[:-1], self.stoch, self.classes)
    return unimix(logits)
