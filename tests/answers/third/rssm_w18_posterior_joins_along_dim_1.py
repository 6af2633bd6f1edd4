# wrong: posterior joins along dimension 1, which is the last only for [N, D]: it raises for [B, T, D] and for a single [D].
def posterior(self, deter: Tensor, embed: Tensor) -> Tensor:
    x = torch.cat([deter, embed], dim=1)
    x = self.posterior_hidden(x)
    x = self.posterior_logits(x)
    return x.view(*x.shape[:-1], self.stoch, self.classes)
