# wrong: without leading dims ([D] and [E]) the posterior adds a dim and does not take it away, so [1,S,K] comes out instead of [S,K]
def posterior(self, deter, embed):
    if deter.dim() == 1:
        deter, embed = deter[None], embed[None]
    hidden = self.posterior_hidden(torch.cat([deter, embed], dim=-1))
    logits = self.posterior_logits(hidden)
    return logits.view(*deter.shape[:-1], self.stoch, self.classes)
