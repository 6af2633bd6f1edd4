# right: observe is recursive over time: the first step, then the rest of the sequence from where it ended
def observe(self, embed, action, is_first, state=None, generator=None):
    if state is None:
        state = self.initial(embed.shape[0])
    first = is_first[:, 0].bool()

    def cleared(x):
        return x.masked_fill(first.reshape(-1, *[1] * (x.dim() - 1)), 0.0)

    deter = self.core(cleared(state.deter), cleared(state.stoch), cleared(action[:, 0]))
    logits = self.posterior(deter, embed[:, 0])
    here = State(deter, sample_onehot(logits, generator), logits)
    head = State(*(x[:, None] for x in here))
    if embed.shape[1] == 1:
        return head
    rest = self.observe(embed[:, 1:], action[:, 1:], is_first[:, 1:], here, generator)
    return State(*(torch.cat(pair, 1) for pair in zip(head, rest)))
