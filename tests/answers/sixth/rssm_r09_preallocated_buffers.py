# right: both sequences are written into preallocated buffers by slice assignment, with the live values kept aside
def observe(self, embed, action, is_first, state=None, generator=None):
    b, t_max = embed.shape[:2]
    h, z, _ = self.initial(b) if state is None else state
    hs = embed.new_empty(b, t_max, self.deter)
    zs = embed.new_empty(b, t_max, self.stoch, self.classes)
    ls = embed.new_empty(b, t_max, self.stoch, self.classes)
    keep = torch.logical_not(is_first).to(embed.dtype)
    for t in range(t_max):
        k = keep[:, t].view(b, 1)
        h = self.core(h * k, z * k.view(b, 1, 1), action[:, t] * k)
        logits = self.posterior(h, embed[:, t])
        z = sample_onehot(logits, generator)
        hs[:, t], zs[:, t], ls[:, t] = h, z, logits
    return State(hs, zs, ls)


def imagine(self, state, policy, horizon, generator=None):
    buffers = [x.new_empty(x.shape[0], horizon + 1, *x.shape[1:]) for x in state]
    actions = []
    for t in range(horizon + 1):
        for buffer, value in zip(buffers, state):
            buffer[:, t] = value
        if t == horizon:
            break
        actions.append(policy(state))
        h = self.core(state.deter, state.stoch, actions[t])
        logits = self.prior(h)
        state = State(h, sample_onehot(logits, generator), logits)
    return State(*buffers), torch.stack(actions, 1)
