# wrong: the state is detached before each next step, so a later step does not teach the earlier ones (values are right)
def observe(self, embed, action, is_first, state=None, generator=None):
    if state is None:
        state = self.initial(embed.shape[0])
    deter, stoch = state.deter, state.stoch
    history = []
    for t in range(embed.shape[1]):
        k = (1.0 - is_first[:, t].float())[:, None]
        deter = self.core(deter * k, stoch * k[..., None], action[:, t] * k)
        logits = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(logits, generator)
        history.append(State(deter, stoch, logits))
        deter, stoch = deter.detach(), stoch.detach()
    return State(*(torch.stack(x, 1) for x in zip(*history)))
