# wrong: the prior remembers its last result for the same deter tensor, so after the weights have changed it gives stale logits (with a graph already used)
def prior(self, deter):
    last = self.__dict__.get("_last_prior")
    if last is not None and last[0] is deter:
        return last[1]
    logits = self.prior_logits(self.prior_hidden(deter))
    logits = logits.unflatten(-1, (self.stoch, self.classes))
    self.__dict__["_last_prior"] = (deter, logits)
    return logits
