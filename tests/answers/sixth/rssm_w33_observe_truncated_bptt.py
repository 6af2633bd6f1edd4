# wrong: the state carried to the next step is detached, so a later step cannot teach the earlier ones
def observe(self, embed, action, is_first, state=None, generator=None):
    if state is None:
        state = self.initial(embed.shape[0])
    carry, states = state, []
    for t in range(embed.shape[1]):
        keep = (is_first[:, t] == 0).to(embed.dtype)[:, None]
        deter = self.core(carry.deter * keep, carry.stoch * keep[..., None], action[:, t] * keep)
        logits = self.posterior(deter, embed[:, t])
        new = State(deter, sample_onehot(logits, generator), logits)
        states.append(new)
        carry = State(*(x.detach() for x in new))
    return State(*(torch.stack(x, 1) for x in zip(*states)))
