# wrong: step t is reached with action[:, t-1] (zero at first) as if action[:, t] were chosen in t, while the contract says that action[:, t] led into t
def observe(self, embed, action, is_first, state=None, generator=None):
    B, T = embed.shape[:2]
    state = self.initial(B) if state is None else state
    deter, stoch = state.deter, state.stoch
    previous = torch.cat([torch.zeros_like(action[:, :1]), action[:, :-1]], 1)
    states = []
    for t in range(T):
        keep = 1.0 - is_first[:, t].float()
        deter = deter * keep[:, None]
        stoch = stoch * keep[:, None, None]
        deter = self.core(deter, stoch, previous[:, t] * keep[:, None])
        logits = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(logits, generator)
        states.append(State(deter, stoch, logits))
    return State(*(torch.stack(x, 1) for x in zip(*states)))
