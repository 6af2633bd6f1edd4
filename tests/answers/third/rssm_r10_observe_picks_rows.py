# right: observe resets a row by picking a row of zeros that is put below the batch (index_select) instead of masking.
def observe(self, embed, action, is_first, state=None, generator=None):
    batch = embed.size(0)
    if state is None:
        state = self.initial(batch)
    here = torch.arange(batch, device=embed.device)[:, None]
    source = torch.where(is_first.bool(), torch.full_like(here, batch), here)  # [B, T]

    def pick(x, rows):
        return torch.cat([x, torch.zeros_like(x[:1])]).index_select(0, rows)

    trail = []
    for t, rows in enumerate(source.T):
        deter, stoch, act = (pick(x, rows) for x in (state.deter, state.stoch, action[:, t]))
        deter = self.core(deter, stoch, act)
        logits = self.posterior(deter, embed[:, t])
        state = State(deter, sample_onehot(logits, generator), logits)
        trail.append(state)
    columns = {name: torch.stack([getattr(s, name) for s in trail], 1) for name in State._fields}
    return State(**columns)
