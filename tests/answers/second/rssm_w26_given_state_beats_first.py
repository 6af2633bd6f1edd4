# wrong: observe ignores is_first at t = 0 when a state is given (memory and guess carry over from the last episode)
def observe(self, embed, action, is_first, state=None, generator=None):
    B, T, _ = embed.shape
    first = is_first.bool()
    action = action.masked_fill(first.unsqueeze(-1), 0.0)
    if state is None:
        state = self.initial(B)
    else:
        # we continue where the last chunk stopped
        first = torch.cat([torch.zeros_like(first[:, :1]), first[:, 1:]], dim=1)
    out = []
    for t in range(T):
        f = first[:, t, None]
        deter = self.core(
            state.deter.masked_fill(f, 0.0), state.stoch.masked_fill(f.unsqueeze(-1), 0.0), action[:, t]
        )
        logits = self.posterior(deter, embed[:, t])
        state = State(deter, sample_onehot(logits, generator), logits)
        out.append(state)
    return State(*[torch.stack(field, dim=1) for field in zip(*out)])
