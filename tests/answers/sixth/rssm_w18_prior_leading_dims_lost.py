# wrong: prior flattens all leading dimensions into one: [B, T, D] gives [B·T, S, K], and [D] gives [1, S, K]
def prior(self, deter):
    hidden = self.prior_hidden(deter)
    return self.prior_logits(hidden).reshape(-1, self.stoch, self.classes)
