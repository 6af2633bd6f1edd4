# wrong: a leading dimension of size 1 is squeezed away, so the posterior of a single row is [S, K] instead of [1, S, K]
def posterior(self, deter, embed):
    if deter.dim() == 1:
        deter, embed = deter.unsqueeze(0), embed.unsqueeze(0)
    x = self.posterior_hidden(torch.cat([deter, embed], dim=-1))
    logits = self.posterior_logits(x)
    logits = logits.view(*logits.shape[:-1], self.stoch, self.classes)
    return logits.squeeze(0)
