# wrong: observe leads into step t with action[:, t-1] (zeros at t = 0), where action[:, t] is the one that led into step t
def observe(self, embed, action, is_first, state=None, generator=None):
    batch, length = embed.shape[:2]
    if state is None:
        state = self.initial(batch)
    action = torch.cat([torch.zeros_like(action[:, :1]), action[:, :-1]], dim=1)
    deter, stoch = state.deter, state.stoch
    out = []
    for t in range(length):
        keep = 1.0 - is_first[:, t].float()
        deter = self.core(deter * keep[:, None], stoch * keep[:, None, None], action[:, t] * keep[:, None])
        logits = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(logits, generator)
        out.append(State(deter, stoch, logits))
    return State(*(torch.stack(x, 1) for x in zip(*out)))
