# wrong: observe detaches the memory between the steps (truncated backpropagation), so a later step cannot teach the earlier ones
def observe(self, embed, action, is_first, state=None, generator=None):
    B, T, _ = embed.shape
    if state is None:
        state = self.initial(B)
    out = []
    for t in range(T):
        keep = (1 - is_first[:, t].float())[:, None]
        prev = State(*(x.detach() for x in state)) if t else state
        deter = self.core(prev.deter * keep, prev.stoch * keep[..., None], action[:, t] * keep)
        logits = self.posterior(deter, embed[:, t])
        state = State(deter, sample_onehot(logits, generator), logits)
        out.append(state)
    return State(*[torch.stack(field, dim=1) for field in zip(*out)])
