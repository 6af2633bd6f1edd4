# wrong: observe restarts the generator before every step (a JAX key reused without split), so all steps are drawn with the same noise
def observe(self, embed, action, is_first, state=None, generator=None):
    B, T, _ = embed.shape
    if state is None:
        state = self.initial(B)
    key = generator.get_state() if generator is not None else None
    out = []
    for t in range(T):
        keep = (1 - is_first[:, t].float())[:, None]
        deter = self.core(state.deter * keep, state.stoch * keep[..., None], action[:, t] * keep)
        logits = self.posterior(deter, embed[:, t])
        if key is not None:
            generator.set_state(key)  # reproducible draws
        state = State(deter, sample_onehot(logits, generator), logits)
        out.append(state)
    return State(*[torch.stack(field, dim=1) for field in zip(*out)])
