# right: prior and posterior bring any leading dimensions to one, call the layers in a loop and shape back by hand
def prior(self, deter):
    def _through(layers, x):
        lead = x.shape[:-1]
        x = x.reshape(-1, x.shape[-1])
        for layer in layers:
            x = layer(x)
        return x.reshape(lead + x.shape[-1:])

    flat = _through([*self.prior_hidden, self.prior_logits], deter)
    return torch.stack(flat.split(self.classes, -1), -2)


def posterior(self, deter, embed):
    def _through(layers, x):
        lead = x.shape[:-1]
        x = x.reshape(-1, x.shape[-1])
        for layer in layers:
            x = layer(x)
        return x.reshape(lead + x.shape[-1:])

    both = deter.new_zeros(*deter.shape[:-1], deter.shape[-1] + embed.shape[-1])
    both[..., : deter.shape[-1]] = deter
    both[..., deter.shape[-1] :] = embed
    flat = _through((self.posterior_hidden, self.posterior_logits), both)
    return torch.stack(flat.chunk(self.stoch, -1), -2)
