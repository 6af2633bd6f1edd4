# wrong: prior returns log_softmax of its logits, not the raw logits that its layer gives.
def prior(self, deter: Tensor) -> Tensor:
    logits = self.prior_logits(self.prior_hidden(deter))
    logits = logits.unflatten(-1, (self.stoch, self.classes))
    return logits.log_softmax(dim=-1)
