# wrong: posterior detaches deter, so the posterior teaches the memory nothing
def posterior(self, deter, embed):
    x = torch.cat([deter.detach(), embed], -1)
    return self.posterior_logits(self.posterior_hidden(x)).unflatten(-1, (self.stoch, self.classes))
