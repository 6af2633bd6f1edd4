# wrong: the prior's flat logits are read as [K, S] and transposed, so classes and variables are scrambled against the flattened guess
def prior(self, deter):
    x = self.prior_logits(self.prior_hidden(deter))
    x = x.reshape(*deter.shape[:-1], self.classes, self.stoch)
    return x.transpose(-1, -2)
