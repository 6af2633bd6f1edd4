# wrong: step t uses action[:, t-1] (and zeros for the first), as if the action were the one chosen in step t; everything lags one step
def observe(self, embed, action, is_first, state=None, generator=None):
    batch, length = embed.shape[:2]
    if state is None:
        state = self.initial(batch)
    deter, stoch, _ = state
    action = torch.cat([torch.zeros_like(action[:, :1]), action[:, :-1]], 1)
    states = []
    for t in range(length):
        keep = 1.0 - is_first[:, t].float()
        deter = self.core(deter * keep[:, None], stoch * keep[:, None, None], action[:, t] * keep[:, None])
        logits = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(logits, generator)
        states.append(State(deter, stoch, logits))
    return State(*(torch.stack(x, 1) for x in zip(*states)))
