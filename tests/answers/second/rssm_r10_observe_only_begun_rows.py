# right: observe replaces the rows that begin with index_fill on the list of their numbers, and only where there are any
def observe(self, embed, action, is_first, state=None, generator=None):
    state = self.initial(embed.size(0)) if state is None else state
    kept = {"deter": [], "stoch": [], "logits": []}
    for t in range(embed.size(1)):
        before = [state.deter, state.stoch, action.select(1, t)]
        rows = is_first.select(1, t).nonzero().flatten()
        if rows.numel():
            before = [x.index_fill(0, rows, 0.0) for x in before]
        deter = self.core(*before)
        logits = self.posterior(deter=deter, embed=embed.select(1, t))
        state = State(deter=deter, stoch=sample_onehot(logits, generator), logits=logits)
        for name, value in state._asdict().items():
            kept[name].append(value)
    return State(**{name: torch.stack(values, dim=1) for name, values in kept.items()})
