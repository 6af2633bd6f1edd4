# right: observe and imagine write into preallocated tensors along time instead of stacking lists
def observe(self, embed, action, is_first, state=None, generator=None):
    b, t_max = is_first.shape
    deters = embed.new_empty(b, t_max, self.deter)
    stochs = embed.new_empty(b, t_max, self.stoch, self.classes)
    logits = torch.empty_like(stochs)
    d, z, _ = self.initial(b) if state is None else state
    for t in range(t_max):
        gone = is_first[:, t].bool()[:, None]
        d = self.core(d.masked_fill(gone, 0), z.masked_fill(gone[..., None], 0), action[:, t].masked_fill(gone, 0))
        l = self.posterior(d, embed[:, t])
        z = sample_onehot(l, generator)
        deters[:, t], stochs[:, t], logits[:, t] = d, z, l
    return State(deters, stochs, logits)


def imagine(self, state, policy, horizon, generator=None):
    fields = [x.new_zeros(x.shape[0], horizon + 1, *x.shape[1:]) for x in state]
    for field, x in zip(fields, state):
        field[:, 0] = x
    actions, now = None, state
    for t in range(horizon):
        a = policy(now)
        if actions is None:
            actions = a.new_zeros(a.shape[0], horizon, a.shape[1])
        actions[:, t] = a
        d = self.core(now.deter, now.stoch, a)
        l = self.prior(d)
        now = State(d, sample_onehot(l, generator), l)
        for field, x in zip(fields, now):
            field[:, t + 1] = x
    return State(*fields), actions
