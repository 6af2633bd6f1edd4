# wrong: ~is_first is used as the mask, which holds for bool only: with integer 0 and 1 it is -1 and -2, and with floats it raises
def observe(self, embed, action, is_first, state=None, generator=None):
    state = self.initial(len(embed)) if state is None else state
    keep = ~is_first
    out = []
    for t in range(embed.size(1)):
        k = keep[:, t].unsqueeze(-1)
        deter = self.core(state.deter * k, state.stoch * k.unsqueeze(-1), action[:, t] * k)
        logits = self.posterior(deter, embed[:, t])
        state = State(deter, sample_onehot(logits, generator), logits)
        out.append(state)
    return State(*map(lambda xs: torch.stack(xs, 1), zip(*out)))
