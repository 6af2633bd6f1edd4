# wrong: prior flattens all leading dimensions into one, giving [B*T, S, K] for a [B, T, D] memory
def prior(self, deter):
    x = self.prior_hidden(deter)
    return self.prior_logits(x).view(-1, self.stoch, self.classes)
