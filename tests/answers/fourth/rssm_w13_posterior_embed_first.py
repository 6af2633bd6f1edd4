# wrong: the posterior joins embed and deter in the wrong order; shapes agree, values do not
def posterior(self, deter, embed):
    x = self.posterior_hidden(torch.cat([embed, deter], -1))
    return self.posterior_logits(x).unflatten(-1, (self.stoch, self.classes))
