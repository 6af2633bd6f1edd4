# right: observe calls itself, for the first step and then for the rest of the sequence, and joins the two
def observe(self, embed, action, is_first, state=None, generator=None):
    if embed.shape[1] > 1:
        head = self.observe(embed[:, :1], action[:, :1], is_first[:, :1], state, generator)
        end = State(*(x[:, -1] for x in head))
        rest = self.observe(embed[:, 1:], action[:, 1:], is_first[:, 1:], end, generator)
        return State(*(torch.cat([a, b], 1) for a, b in zip(head, rest)))
    if state is None:
        state = self.initial(embed.shape[0])
    going_on = is_first[:, 0] == 0
    memory, guess, act = (
        torch.einsum("n,n...->n...", going_on.to(x.dtype), x) for x in (state.deter, state.stoch, action[:, 0])
    )
    deter = self.core(memory, guess, act)
    logits = self.posterior(deter, embed[:, 0])
    stoch = sample_onehot(logits, generator)
    return State(deter[:, None], stoch[:, None], logits[:, None])
