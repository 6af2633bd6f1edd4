# right: observe calls itself on the rest of the sequence after one step and joins by cat
def observe(self, embed, action, is_first, state=None, generator=None):
    if state is None:
        state = self.initial(embed.size(0))
    first = is_first[:, 0] != 0
    deter = state.deter.masked_fill(first.unsqueeze(-1), 0)
    stoch = state.stoch.masked_fill(first.unsqueeze(-1).unsqueeze(-1), 0)
    deter = self.core(deter, stoch, action[:, 0].masked_fill(first.unsqueeze(-1), 0))
    logits = self.posterior(deter, embed[:, 0])
    state = State(deter, sample_onehot(logits, generator), logits)
    head = State(*(x.unsqueeze(1) for x in state))
    if embed.size(1) == 1:
        return head
    tail = self.observe(embed[:, 1:], action[:, 1:], is_first[:, 1:], state, generator)
    return State(*(torch.cat(pair, 1) for pair in zip(head, tail)))
