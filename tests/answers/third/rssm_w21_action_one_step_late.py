# wrong: observe takes action[:, t-1] (and 0 at the first step) as the action that led into step t, where it is action[:, t].
def observe(self, embed, action, is_first, state=None, generator=None):
    batch, time = is_first.shape
    if state is None:
        state = self.initial(batch)
    previous = torch.cat([torch.zeros_like(action[:, :1]), action[:, :-1]], dim=1)
    states = []
    for t in range(time):
        keep = (~is_first[:, t].bool()).float()[:, None]
        deter = self.core(state.deter * keep, state.stoch * keep[..., None], previous[:, t] * keep)
        logits = self.posterior(deter, embed[:, t])
        state = State(deter, sample_onehot(logits, generator), logits)
        states.append(state)
    return State(*(torch.stack(x, dim=1) for x in zip(*states)))
