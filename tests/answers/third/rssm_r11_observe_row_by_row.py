# right: observe follows each row of the batch on its own through all of its time, with an `if` for is_first, and joins the rows at the end.
def observe(self, embed, action, is_first, state=None, generator=None):
    start = self.initial(len(embed)) if state is None else state
    nothing = self.initial(1)
    rows = []
    for b in range(len(embed)):
        current = State(*(x[b : b + 1] for x in start))
        line = []
        for t in range(embed.shape[1]):
            act = action[b : b + 1, t]
            if bool(is_first[b, t]):
                current, act = nothing, torch.zeros_like(act)
            deter = self.core(current.deter, current.stoch, act)
            logits = self.posterior(deter, embed[b : b + 1, t])
            current = State(deter, sample_onehot(logits, generator), logits)
            line.append(current)
        rows.append([torch.cat(x)[None] for x in zip(*line)])
    return State(*map(torch.cat, zip(*rows)))
