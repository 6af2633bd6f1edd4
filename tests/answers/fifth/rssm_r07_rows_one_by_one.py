# right: observe follows each row of the batch alone from its first to its last step, so draws are taken in another order
def observe(self, embed, action, is_first, state=None, generator=None):
    start = self.initial(embed.shape[0]) if state is None else state
    rows = []
    for b in range(embed.shape[0]):
        deter, stoch = start.deter[b : b + 1], start.stoch[b : b + 1]
        steps = []
        for t in range(embed.shape[1]):
            now = action[b : b + 1, t]
            if bool(is_first[b, t]):
                deter, stoch, _ = self.initial(1)
                now = torch.zeros_like(now)
            deter = self.core(deter, stoch, now)
            logits = self.posterior(deter, embed[b : b + 1, t])
            stoch = sample_onehot(logits, generator)
            steps.append((deter, stoch, logits))
        rows.append([torch.cat(x, 0) for x in zip(*steps)])
    return State(*(torch.stack(x, 0) for x in zip(*rows)))
