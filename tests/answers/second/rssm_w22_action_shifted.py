# wrong: observe feeds action[:, t-1] (zeros at t = 0) at step t, though action[:, t] is the one that led into step t
def observe(self, embed, action, is_first, state=None, generator=None):
    B, T = embed.shape[:2]
    state = self.initial(B) if state is None else state
    previous = torch.cat([torch.zeros_like(action[:, :1]), action[:, :-1]], dim=1)
    steps = []
    for t in range(T):
        keep = 1.0 - is_first[:, t].float()
        deter = self.core(
            state.deter * keep[:, None], state.stoch * keep[:, None, None], previous[:, t] * keep[:, None]
        )
        logits = self.posterior(deter, embed[:, t])
        state = State(deter, sample_onehot(logits, generator), logits)
        steps.append(state)
    return State(*(torch.stack(x, 1) for x in zip(*steps)))
