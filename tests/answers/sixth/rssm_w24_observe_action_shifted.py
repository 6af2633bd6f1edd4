# wrong: step t uses action[:, t - 1] (and zeros at t = 0) as if action[:, t] were chosen in step t, so the memory moves by the wrong action
def observe(self, embed, action, is_first, state=None, generator=None):
    if state is None:
        state = self.initial(embed.shape[0])
    previous = torch.cat([torch.zeros_like(action[:, :1]), action[:, :-1]], dim=1)
    states = []
    for t in range(embed.shape[1]):
        keep = 1.0 - is_first[:, t].to(embed.dtype)
        deter = self.core(
            state.deter * keep[:, None],
            state.stoch * keep[:, None, None],
            previous[:, t] * keep[:, None],
        )
        logits = self.posterior(deter, embed[:, t])
        state = State(deter, sample_onehot(logits, generator), logits)
        states.append(state)
    return State(*(torch.stack(x, 1) for x in zip(*states)))
