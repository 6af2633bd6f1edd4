# wrong: posterior works for [N, D] alone: for a memory without a leading dimension or with two it raises
def posterior(self, deter, embed):
    batch, _ = deter.shape
    x = self.posterior_hidden(torch.cat([deter, embed], dim=1))
    return self.posterior_logits(x).view(batch, self.stoch, self.classes)
