# wrong: the prior's logits are reshaped to [-1,S,K], so leading dims [B,T] come out as one [B*T] (and none as one)
def prior(self, deter):
    x = self.prior_hidden(deter)
    x = self.prior_logits(x)
    return x.reshape(-1, self.stoch, self.classes)
