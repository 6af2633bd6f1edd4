# wrong: posterior joins embed first and deter second, where its layer takes deter and embed in this order.
def posterior(self, deter: Tensor, embed: Tensor) -> Tensor:
    x = self.posterior_hidden(torch.cat([embed, deter], dim=-1))
    return self.posterior_logits(x).unflatten(-1, (self.stoch, self.classes))
