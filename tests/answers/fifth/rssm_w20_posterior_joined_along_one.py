# wrong: deter and embed are joined along dimension 1, which is the last one only for [N, D]; it fails for [B, T, D] and for [D]
def posterior(self, deter: Tensor, embed: Tensor) -> Tensor:
    hidden = self.posterior_hidden(torch.cat([deter, embed], dim=1))
    return self.posterior_logits(hidden).unflatten(-1, (self.stoch, self.classes))
