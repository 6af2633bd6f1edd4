# right: observe follows each row of the batch on its own from begin to end and joins the rows, so draws come in another order
def observe(self, embed, action, is_first, state=None, generator=None):
    start = state if state is not None else self.initial(embed.shape[0])
    rows = []
    for b in range(embed.shape[0]):
        now = State(*(x[b : b + 1] for x in start))
        path = []
        for t in range(embed.shape[1]):
            a = action[b : b + 1, t]
            if bool(is_first[b, t]):
                now, a = self.initial(1), torch.zeros_like(a)
            deter = self.core(now.deter, now.stoch, a)
            logits = self.posterior(deter, embed[b : b + 1, t])
            now = State(deter, sample_onehot(logits, generator), logits)
            path.append(now)
        rows.append([torch.stack(x, 1) for x in zip(*path)])
    return State(*(torch.cat(x, 0) for x in zip(*rows)))
