# right: observe masks by index: rows that begin are replaced by those of `initial` with index_copy on its own tensors, all actions at once beforehand
def observe(self, embed, action, is_first, state=None, generator=None):
    batch, steps = is_first.shape
    begins = is_first.bool()
    action = action.clone()
    action[begins] = 0
    blank = self.initial(batch)
    deter, stoch = (blank if state is None else state)[:2]
    out = {"deter": [], "stoch": [], "logits": []}
    for t in range(steps):
        rows = begins[:, t].nonzero().flatten()
        if len(rows):
            deter = deter.index_copy(0, rows, blank.deter[rows])
            stoch = stoch.index_copy(0, rows, blank.stoch[rows])
        deter = self.core(deter, stoch, action[:, t])
        logits = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(logits, generator)
        for name, value in (("deter", deter), ("stoch", stoch), ("logits", logits)):
            out[name].append(value.unsqueeze(1))
    return State(**{name: torch.cat(values, 1) for name, values in out.items()})
