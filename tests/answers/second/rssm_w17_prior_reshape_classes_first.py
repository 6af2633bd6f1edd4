# wrong: prior cuts its logits as [K, S] and transposes, instead of S variables of K neighbouring logits
def prior(self, deter):
    x = self.prior_logits(self.prior_hidden(deter))
    return x.reshape(*x.shape[:-1], self.classes, self.stoch).transpose(-1, -2)
