# right: observe and imagine checkpoint only the core and the logits, in which nothing is drawn, so that recomputation in backward changes nothing; the prior's and posterior's function is chosen from a dict.
from torch.utils.checkpoint import checkpoint


def _advance(model, kind, deter, stoch, action, *seen):
    head = {"prior": model.prior, "posterior": model.posterior}[kind]
    deter = model.core(deter, stoch, action)
    return deter, head(deter, *seen)


def _step(model, kind, deter, stoch, action, generator, *seen):
    deter, logits = checkpoint(_advance, model, kind, deter, stoch, action, *seen, use_reentrant=False)
    return State(deter, sample_onehot(logits, generator), logits)


def observe(self, embed, action, is_first, state=None, generator=None):
    last = self.initial(len(embed)) if state is None else state
    out = State([], [], [])
    for t in range(embed.shape[1]):
        new = is_first[:, t, None].bool()
        last = _step(
            self,
            "posterior",
            last.deter.masked_fill(new, 0.0),
            last.stoch.masked_fill(new[..., None], 0.0),
            action[:, t].masked_fill(new, 0.0),
            generator,
            embed[:, t],
        )
        for column, value in zip(out, last):
            column.append(value)
    return State(*(torch.stack(column, 1) for column in out))


def imagine(self, state, policy, horizon, generator=None):
    out, actions = State(*([x] for x in state)), []
    for _ in range(horizon):
        action = policy(state)
        state = _step(self, "prior", state.deter, state.stoch, action, generator)
        actions.append(action)
        for column, value in zip(out, state):
            column.append(value)
    if not actions:
        actions = torch.zeros(len(state.deter), 0, self.in_action.linear.in_features, device=state.deter.device)
    else:
        actions = torch.stack(actions, 1)
    return State(*(torch.stack(column, 1) for column in out)), actions
