# wrong: posterior returns the log-probabilities of the mixture instead of raw logits, so they are mixed with the uniform distribution twice when they are sampled.
def posterior(self, deter: Tensor, embed: Tensor) -> Tensor:
    x = self.posterior_hidden(torch.cat([deter, embed], -1))
    logits = self.posterior_logits(x).unflatten(-1, (self.stoch, self.classes))
    return unimix(logits)
