# wrong: where an episode begins, memory and guess are set to 0 but the action is not, so the last action of the episode before leaks in
def observe(self, embed, action, is_first, state=None, generator=None):
    batch, length = embed.shape[:2]
    if state is None:
        state = self.initial(batch)
    deter, stoch, _ = state
    states = []
    for t in range(length):
        keep = 1.0 - is_first[:, t].float()
        deter = self.core(deter * keep[:, None], stoch * keep[:, None, None], action[:, t])
        logits = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(logits, generator)
        states.append(State(deter, stoch, logits))
    return State(*(torch.stack(x, 1) for x in zip(*states)))
