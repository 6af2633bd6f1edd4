# wrong: prior reshapes to [-1, S, K], so leading dimensions such as [B, T] are merged into one and a single [D] gains one.
def prior(self, deter: Tensor) -> Tensor:
    logits = self.prior_logits(self.prior_hidden(deter))
    return logits.reshape(-1, self.stoch, self.classes)
