# wrong: posterior flattens (0, -2) first, which fails for inputs without leading dimensions ([D], [E])
def posterior(self, deter, embed):
    lead = deter.shape[:-1]
    x = torch.cat([deter.flatten(0, -2), embed.flatten(0, -2)], dim=1)
    x = self.posterior_logits(self.posterior_hidden(x))
    return x.reshape(*lead, self.stoch, self.classes)
