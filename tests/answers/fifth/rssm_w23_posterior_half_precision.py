# wrong: the posterior is computed under bfloat16 autocast and given back in it, so logits are not float32 and have three digits
def posterior(self, deter: Tensor, embed: Tensor) -> Tensor:
    with torch.autocast(deter.device.type, dtype=torch.bfloat16):
        hidden = self.posterior_hidden(torch.cat([deter, embed], -1))
        logits = self.posterior_logits(hidden)
    return logits.bfloat16().unflatten(-1, (self.stoch, self.classes))
