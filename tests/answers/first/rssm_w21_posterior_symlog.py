# wrong: posterior squashes the embedding with symlog before its layer, which takes deter and embed as they are
def posterior(self, deter, embed):
    x = torch.cat([deter, torch.sign(embed) * torch.log1p(torch.abs(embed))], dim=-1)
    x = self.posterior_logits(self.posterior_hidden(x))
    return x.reshape(x.shape[:-1] + (self.stoch, self.classes))
