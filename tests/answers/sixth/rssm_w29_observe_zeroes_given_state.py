# wrong: the first step's reset and the masked actions are written into the caller's state and action tensors in place
def observe(self, embed, action, is_first, state=None, generator=None):
    batch, length = embed.shape[:2]
    if state is None:
        state = self.initial(batch)
    first = is_first.bool()
    with torch.no_grad():
        action[first] = 0.0
        state.deter[first[:, 0]] = 0.0
        state.stoch[first[:, 0]] = 0.0
    states = []
    for t in range(length):
        keep = (~first[:, t]).to(embed.dtype)[:, None]
        deter = self.core(state.deter * keep, state.stoch * keep[..., None], action[:, t])
        logits = self.posterior(deter, embed[:, t])
        state = State(deter, sample_onehot(logits, generator), logits)
        states.append(state)
    return State(*(torch.stack(x, 1) for x in zip(*states)))
