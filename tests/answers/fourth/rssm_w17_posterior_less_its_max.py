# wrong: the posterior subtracts each variable's largest logit for "stability", so the logits are not raw (the largest is always 0) though the distribution is the same
def posterior(self, deter, embed):
    hidden = self.posterior_hidden(torch.cat([deter, embed], dim=-1))
    logits = self.posterior_logits(hidden).unflatten(-1, (self.stoch, self.classes))
    return logits - logits.amax(-1, keepdim=True)
