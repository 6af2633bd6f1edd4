# wrong: logits are clamped to ±2 "for stability", so larger ones are neither raw nor have a gradient
def posterior(self, deter: Tensor, embed: Tensor) -> Tensor:
    hidden = self.posterior_hidden(torch.cat([deter, embed], -1))
    logits = self.posterior_logits(hidden).clamp(-2.0, 2.0)
    return logits.unflatten(-1, (self.stoch, self.classes))
