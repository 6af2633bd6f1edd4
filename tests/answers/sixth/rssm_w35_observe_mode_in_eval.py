# wrong: in eval mode the guess is the posterior's mode instead of a sample, though the contract samples always
def observe(self, embed, action, is_first, state=None, generator=None):
    import torch.nn.functional as F

    if state is None:
        state = self.initial(embed.shape[0])
    states = []
    for t in range(embed.shape[1]):
        keep = (is_first[:, t] == 0).to(embed.dtype)[:, None]
        deter = self.core(state.deter * keep, state.stoch * keep[..., None], action[:, t] * keep)
        logits = self.posterior(deter, embed[:, t])
        if self.training:
            stoch = sample_onehot(logits, generator)
        else:
            probs = unimix(logits).exp()
            hard = F.one_hot(probs.argmax(-1), self.classes).to(probs.dtype)
            stoch = hard + (probs - probs.detach())
        state = State(deter, stoch, logits)
        states.append(state)
    return State(*(torch.stack(x, 1) for x in zip(*states)))
