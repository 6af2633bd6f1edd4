# wrong: prior returns normalised log-probabilities (log_softmax), not the raw logits of its layer
def prior(self, deter):
    logits = self.prior_logits(self.prior_hidden(deter))
    logits = logits.unflatten(-1, (self.stoch, self.classes))
    return torch.log_softmax(logits, dim=-1)
