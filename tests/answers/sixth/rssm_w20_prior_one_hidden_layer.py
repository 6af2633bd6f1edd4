# wrong: prior uses only the first of its two hidden layers
def prior(self, deter):
    x = self.prior_hidden[0](deter)
    return self.prior_logits(x).unflatten(-1, (self.stoch, self.classes))
