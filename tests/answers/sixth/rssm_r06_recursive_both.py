# right: observe and imagine are recursive and join their results with cat
def observe(self, embed, action, is_first, state=None, generator=None):
    if state is None:
        state = self.initial(embed.shape[0])
    keep = (is_first[:, 0] == 0).to(embed.dtype)
    deter = self.core(
        torch.einsum("bd,b->bd", state.deter, keep),
        torch.einsum("bsk,b->bsk", state.stoch, keep),
        torch.einsum("ba,b->ba", action[:, 0], keep),
    )
    logits = self.posterior(deter, embed[:, 0])
    now = State(deter, sample_onehot(logits, generator), logits)
    head = State(*(x.unsqueeze(1) for x in now))
    if embed.shape[1] == 1:
        return head
    rest = self.observe(embed[:, 1:], action[:, 1:], is_first[:, 1:], now, generator)
    return State(*(torch.cat(pair, 1) for pair in zip(head, rest)))


def imagine(self, state, policy, horizon, generator=None):
    action = policy(state)
    deter = self.core(state.deter, state.stoch, action)
    logits = self.prior(deter)
    after = State(deter, sample_onehot(logits, generator), logits)
    if horizon == 1:
        rest, actions = State(*(x[:, None] for x in after)), action[:, None]
    else:
        rest, later = self.imagine(after, policy, horizon - 1, generator)
        actions = torch.cat([action[:, None], later], 1)
    return State(*(torch.cat([a[:, None], b], 1) for a, b in zip(state, rest))), actions
