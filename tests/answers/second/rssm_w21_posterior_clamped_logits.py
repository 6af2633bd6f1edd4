# wrong: posterior clamps the logits to ±10 (value and gradient), so they are not raw when large
LIMIT = 10.0


def posterior(self, deter, embed):
    x = torch.cat([deter, embed], dim=-1)
    logits = self.posterior_logits(self.posterior_hidden(x))
    logits = logits.clamp(-LIMIT, LIMIT)  # numerical safety
    return logits.unflatten(-1, (self.stoch, self.classes))
