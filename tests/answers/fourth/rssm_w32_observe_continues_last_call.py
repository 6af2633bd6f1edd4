# wrong: without a state it goes on from where the last call with the same batch size ended instead of from initial, so calls depend on each other
def observe(self, embed, action, is_first, state=None, generator=None):
    batch = embed.shape[0]
    if state is None:
        state = self.__dict__.get("_carry")
        if state is None or state.deter.shape[0] != batch:
            state = self.initial(batch)
    history = []
    for t in range(embed.shape[1]):
        k = (1.0 - is_first[:, t].float())[:, None]
        deter = self.core(state.deter * k, state.stoch * k[..., None], action[:, t] * k)
        logits = self.posterior(deter, embed[:, t])
        state = State(deter, sample_onehot(logits, generator), logits)
        history.append(state)
    self.__dict__["_carry"] = State(*(x.detach() for x in state))
    return State(*(torch.stack(x, 1) for x in zip(*history)))
