# wrong: the prior gives normalised log-probabilities (log_softmax) instead of raw logits; samples are the same, the logits are not
def prior(self, deter):
    logits = self.prior_logits(self.prior_hidden(deter))
    logits = logits.unflatten(-1, (self.stoch, self.classes))
    return logits.log_softmax(-1)
