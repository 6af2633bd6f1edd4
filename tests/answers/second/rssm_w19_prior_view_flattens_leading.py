# wrong: prior and posterior flatten all leading dimensions into one ([B, T, D] gives [B*T, S, K], [D] gives [1, S, K])
def prior(self, deter):
    return self.prior_logits(self.prior_hidden(deter)).view(-1, self.stoch, self.classes)


def posterior(self, deter, embed):
    x = self.posterior_hidden(torch.cat([deter, embed], -1))
    return self.posterior_logits(x).view(-1, self.stoch, self.classes)
