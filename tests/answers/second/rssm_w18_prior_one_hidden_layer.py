# wrong: prior passes through the first of the two prior_hidden layers only
def prior(self, deter):
    x = self.prior_hidden[0](deter)
    x = self.prior_logits(x)
    return x.unflatten(-1, (self.stoch, self.classes))
