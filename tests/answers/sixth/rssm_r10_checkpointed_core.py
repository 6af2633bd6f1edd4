# right: observe and imagine run core under activation checkpointing
def observe(self, embed, action, is_first, state=None, generator=None):
    from torch.utils.checkpoint import checkpoint

    if state is None:
        state = self.initial(embed.shape[0])
    done = []
    for t in range(embed.shape[1]):
        new = (is_first[:, t] != 0).unsqueeze(-1)
        h = checkpoint(
            self.core,
            state.deter.masked_fill(new, 0.0),
            state.stoch.masked_fill(new.unsqueeze(-1), 0.0),
            action[:, t].masked_fill(new, 0.0),
            use_reentrant=False,
        )
        logits = self.posterior(h, embed[:, t])
        state = State(h, sample_onehot(logits, generator), logits)
        done.append(state)
    return State(*(torch.stack(x, 1) for x in zip(*done)))


def imagine(self, state, policy, horizon, generator=None):
    from torch.utils.checkpoint import checkpoint

    done, actions = [state], []
    for _ in range(horizon):
        a = policy(state)
        h = checkpoint(self.core, state.deter, state.stoch, a, use_reentrant=False)
        logits = self.prior(h)
        state = State(h, sample_onehot(logits, generator), logits)
        done.append(state)
        actions.append(a)
    return State(*(torch.stack(x, 1) for x in zip(*done))), torch.stack(actions, 1)
