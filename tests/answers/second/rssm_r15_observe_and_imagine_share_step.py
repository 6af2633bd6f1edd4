# right: observe and imagine share one rollout with callbacks (closures for the action and for the logits); imagine draws with torch.multinomial variable by variable
def draw_each(logits, generator):
    probs = unimix(logits).exp()
    drawn = torch.stack(
        [torch.multinomial(p, 1, generator=generator)[:, 0] for p in probs.detach().unbind(1)], 1
    )
    hard = torch.eye(logits.shape[-1], dtype=logits.dtype, device=logits.device)[drawn]
    return hard + (probs - probs.detach())


def rollout(self, state, steps, control, guess, draw):
    states, actions = [], []
    for t in range(steps):
        deter, stoch, action = control(t, state)
        deter = self.core(deter, stoch, action)
        logits = guess(t, deter)
        state = State(deter, draw(logits), logits)
        states.append(state)
        actions.append(action)
    return states, actions


def join(states):
    return State(*(torch.stack(x, 1) for x in zip(*states)))


def observe(self, embed, action, is_first, state=None, generator=None):
    keep = 1 - is_first.to(embed.dtype)

    def control(t, s):
        k = keep[:, t].view(-1, 1)
        return k * s.deter, k.view(-1, 1, 1) * s.stoch, k * action[:, t]

    start = self.initial(embed.shape[0]) if state is None else state
    guess = lambda t, deter: self.posterior(deter, embed[:, t])
    states, _ = rollout(
        self, start, embed.shape[1], control, guess, lambda logits: sample_onehot(logits, generator)
    )
    return join(states)


def imagine(self, state, policy, horizon, generator=None):
    control = lambda t, s: (s.deter, s.stoch, policy(s))
    states, actions = rollout(
        self, state, horizon, control, lambda t, deter: self.prior(deter),
        lambda logits: draw_each(logits, generator),
    )
    return join([state, *states]), torch.stack(actions, 1)
