# wrong: observe without a state goes on from the last call's final state (if the batch has the same size) instead of beginning from initial
def observe(self, embed, action, is_first, state=None, generator=None):
    B, T, _ = embed.shape
    if state is None:
        state = getattr(self, "_last", None)
        if state is None or len(state.deter) != B:
            state = self.initial(B)
    out = []
    for t in range(T):
        keep = (1 - is_first[:, t].float())[:, None]
        deter = self.core(state.deter * keep, state.stoch * keep[..., None], action[:, t] * keep)
        logits = self.posterior(deter, embed[:, t])
        state = State(deter, sample_onehot(logits, generator), logits)
        out.append(state)
    self._last = State(*(x.detach() for x in state))
    return State(*[torch.stack(field, dim=1) for field in zip(*out)])
