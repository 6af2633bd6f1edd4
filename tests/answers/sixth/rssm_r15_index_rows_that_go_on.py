# right: observe starts each step from fresh zeros and index_puts only the rows whose episode goes on
def observe(self, embed, action, is_first, state=None, generator=None):
    now = self.initial(embed.shape[0]) if state is None else state
    seen = []
    for t in range(embed.shape[1]):
        rows = (is_first[:, t] == 0).nonzero().flatten()
        h, z, a = (
            torch.zeros_like(x.detach()).index_copy(0, rows, x.index_select(0, rows))
            for x in (now.deter, now.stoch, action[:, t])
        )
        h = self.core(h, z, a)
        logits = self.posterior(h, embed[:, t])
        now = State(h, sample_onehot(logits, generator), logits)
        seen.append(now)
    return State(*(torch.cat([s[i].unsqueeze(1) for s in seen], 1) for i in range(3)))
