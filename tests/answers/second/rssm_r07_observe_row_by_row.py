# right: observe follows each row of the batch on its own, from first step to last, and joins the rows at the end
def follow(self, embed, action, first, state, generator):
    for e, a, begins in zip(embed, action, first.tolist()):
        if begins:
            state, a = self.initial(1), torch.zeros_like(a)
        deter = self.core(state.deter, state.stoch, a[None])
        logits = self.posterior(deter, e[None])
        state = State(deter, sample_onehot(logits, generator), logits)
        yield state


def observe(self, embed, action, is_first, state=None, generator=None):
    state = state if state is not None else self.initial(len(embed))
    rows = []
    for b in range(len(embed)):
        start = State(*(x[b : b + 1] for x in state))
        steps = list(follow(self, embed[b], action[b], is_first[b], start, generator))
        rows.append([torch.cat(field) for field in zip(*steps)])
    return State(*(torch.stack(field) for field in zip(*rows)))
