# wrong: the posterior's layer is given embed before deter, in the wrong order
def posterior(self, deter, embed):
    x = self.posterior_hidden(torch.cat((embed, deter), dim=-1))
    return self.posterior_logits(x).reshape(*deter.shape[:-1], self.stoch, self.classes)
