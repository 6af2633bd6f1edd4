# wrong: posterior cuts its S*K numbers into K rows of S and transposes them, so each variable gets other numbers than its own K in a row
def posterior(self, deter, embed):
    x = self.posterior_hidden(torch.cat([deter, embed], -1))
    logits = self.posterior_logits(x).unflatten(-1, (self.classes, self.stoch))
    return logits.transpose(-1, -2)
