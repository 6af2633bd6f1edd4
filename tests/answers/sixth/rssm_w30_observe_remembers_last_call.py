# wrong: without a state it goes on from where the last call of observe ended (same batch size) instead of from initial
def observe(self, embed, action, is_first, state=None, generator=None):
    batch, length = embed.shape[:2]
    if state is None:
        carried = self.__dict__.get("_carry")
        if carried is not None and carried.deter.shape[0] == batch:
            state = carried
        else:
            state = self.initial(batch)
    states = []
    for t in range(length):
        keep = 1 - is_first[:, t].float()
        deter = self.core(
            state.deter * keep[:, None],
            state.stoch * keep[:, None, None],
            action[:, t] * keep[:, None],
        )
        logits = self.posterior(deter, embed[:, t])
        state = State(deter, sample_onehot(logits, generator), logits)
        states.append(state)
    self.__dict__["_carry"] = State(*(x.detach() for x in state))
    return State(*(torch.stack(x, 1) for x in zip(*states)))
