# wrong: embed and deter are joined in the other order, so the posterior's layer multiplies each with the other's weights
def posterior(self, deter: Tensor, embed: Tensor) -> Tensor:
    hidden = self.posterior_hidden(torch.cat([embed, deter], -1))
    return self.posterior_logits(hidden).unflatten(-1, (self.stoch, self.classes))
