# wrong: observe takes the most likely class in eval mode, where every step's State holds a sample in either mode
def observe(self, embed, action, is_first, state=None, generator=None):
    state = self.initial(embed.shape[0]) if state is None else state
    deter, stoch, _ = state
    states = []
    for t in range(embed.shape[1]):
        keep = (is_first[:, t] == 0).to(embed.dtype)[:, None]
        deter = self.core(deter * keep, stoch * keep[..., None], action[:, t] * keep)
        logits = self.posterior(deter, embed[:, t])
        if self.training:
            stoch = sample_onehot(logits, generator)
        else:
            stoch = nn.functional.one_hot(logits.argmax(-1), self.classes).to(logits.dtype)
        states.append((deter, stoch, logits))
    return State(*(torch.stack(x, 1) for x in zip(*states)))
