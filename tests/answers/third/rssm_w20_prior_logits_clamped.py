# wrong: prior clamps its logits to [-10, 10], so larger ones have the wrong value and no gradient.
def prior(self, deter: Tensor) -> Tensor:
    logits = self.prior_logits(self.prior_hidden(deter))
    logits = logits.clamp(-10.0, 10.0)  # numerical stability
    return logits.unflatten(-1, (self.stoch, self.classes))
