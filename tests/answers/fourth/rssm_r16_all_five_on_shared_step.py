# right: all five methods, with observe and imagine as closures over one shared rollout function; reset by choosing between initial and the state per row
def core(self, deter, stoch, action):
    n, g, d = deter.shape[0], self.blocks, self.deter // self.blocks
    action = action / torch.max(torch.ones((), device=action.device), action.data.abs())
    parts = (self.in_deter(deter), self.in_stoch(stoch.reshape(n, -1)), self.in_action(action))
    x = torch.cat([deter.view(n, g, d) if deter.is_contiguous() else deter.reshape(n, g, d)]
                  + [p.view(n, 1, -1).expand(n, g, -1) for p in parts], dim=2)
    y = self.gates(self.mix(x.reshape(n, -1))).reshape(n, g, 3 * d)
    r, c, u = y.narrow(2, 0, d), y.narrow(2, d, d), y.narrow(2, 2 * d, d)
    u = torch.sigmoid(u.reshape(n, -1).sub(1))
    c = torch.tanh(torch.sigmoid(r.reshape(n, -1)).mul(c.reshape(n, -1)))
    return torch.addcmul(deter - u * deter, u, c)


def _grid(self, x):
    return x.reshape(x.shape[:-1] + (self.stoch, self.classes))


def prior(self, deter):
    return _grid(self, self.prior_logits(self.prior_hidden[1](self.prior_hidden[0](deter))))


def posterior(self, deter, embed):
    return _grid(self, self.posterior_logits(self.posterior_hidden(torch.concatenate((deter, embed), -1))))


def _rollout(self, state, steps, inputs, guess, generator):
    trace = [state]
    for t in range(steps):
        before, action = inputs(t, trace[-1])
        deter = self.core(before.deter, before.stoch, action)
        logits = guess(t, deter)
        trace.append(State(deter, sample_onehot(logits, generator), logits))
    return trace


def observe(self, embed, action, is_first, state=None, generator=None):
    blank = self.initial(embed.shape[0])

    def inputs(t, last):
        rows = torch.as_tensor(is_first[:, t] > 0)
        chosen = [torch.stack([y if r else x for x, y, r in zip(old, new, rows.tolist())]) for old, new in zip(last, blank)]
        a = torch.stack([x * (not r) for x, r in zip(action[:, t], rows.tolist())])
        return State(*chosen), a

    trace = _rollout(self, blank if state is None else state, embed.shape[1], inputs,
                     lambda t, deter: self.posterior(deter, embed[:, t]), generator)
    return State(*(torch.stack(x, 1) for x in zip(*trace[1:])))


def imagine(self, state, policy, horizon, generator=None):
    actions = []

    def inputs(t, last):
        actions.append(policy(last))
        return last, actions[-1]

    trace = _rollout(self, state, horizon, inputs, lambda t, deter: self.prior(deter), generator)
    return State(*(torch.stack(x, 1) for x in zip(*trace))), torch.stack(actions, 1)
