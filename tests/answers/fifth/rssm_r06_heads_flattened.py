# right: prior and posterior fold all leading dimensions into one and unfold them again, with the posterior's input written into an empty tensor
def prior(self, deter: Tensor) -> Tensor:
    lead = deter.shape[:-1]
    x = deter.reshape(-1, deter.shape[-1])
    for layer in self.prior_hidden:
        x = layer(x)
    rows = self.prior_logits(x)
    variables = [rows[:, i * self.classes : (i + 1) * self.classes] for i in range(self.stoch)]
    return torch.stack(variables, 1).reshape(*lead, self.stoch, self.classes)


def posterior(self, deter: Tensor, embed: Tensor) -> Tensor:
    lead, d, e = deter.shape[:-1], deter.shape[-1], embed.shape[-1]
    both = deter.new_empty(*lead, d + e)
    both[..., :d] = deter
    both[..., d:] = embed
    hidden = self.posterior_hidden(both.reshape(-1, d + e))
    return self.posterior_logits(hidden).reshape(lead + (self.stoch, self.classes))
