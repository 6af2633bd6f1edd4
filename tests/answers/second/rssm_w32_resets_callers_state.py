# wrong: observe sets the rows with is_first to zero in the caller's state and action tensors in place
def observe(self, embed, action, is_first, state=None, generator=None):
    B, T, _ = embed.shape
    if state is None:
        state = self.initial(B)
    out = []
    for t in range(T):
        first = is_first[:, t].bool()
        if first.any():
            with torch.no_grad():
                action[first, t] = 0
            if t == 0:
                with torch.no_grad():
                    state.deter[first] = 0
                    state.stoch[first] = 0
            else:
                keep = (~first).float()[:, None]
                state = State(state.deter * keep, state.stoch * keep[..., None], state.logits)
        deter = self.core(state.deter, state.stoch, action[:, t])
        logits = self.posterior(deter, embed[:, t])
        state = State(deter, sample_onehot(logits, generator), logits)
        out.append(state)
    return State(*[torch.stack(field, dim=1) for field in zip(*out)])
