# wrong: posterior joins embed and deter in the wrong order (embed first)
def posterior(self, deter, embed):
    x = self.posterior_hidden(torch.cat([embed, deter], dim=-1))
    return self.posterior_logits(x).unflatten(-1, (self.stoch, self.classes))
