# wrong: prior returns unimix log-probabilities instead of raw logits, so they are mixed twice later
def prior(self, deter):
    logits = self.prior_logits(self.prior_hidden(deter))
    return unimix(logits.unflatten(-1, (self.stoch, self.classes)))
