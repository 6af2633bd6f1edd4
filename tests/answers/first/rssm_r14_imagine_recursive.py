# right: imagine recurses: it dreams one step and joins the start to a dream of horizon - 1
def imagine(self, state, policy, horizon, generator=None):
    here = State(*(x.unsqueeze(1) for x in state))
    action = policy(state)
    deter = self.core(*state[:2], action)
    logits = self.prior(deter)
    ahead = State(deter, sample_onehot(logits, generator), logits)
    if horizon == 1:
        rest, more = State(*(x.unsqueeze(1) for x in ahead)), ()
    else:
        rest, later = self.imagine(ahead, policy, horizon - 1, generator)
        more = (later,)
    return State(*map(lambda a, b: torch.cat((a, b), 1), here, rest)), torch.cat((action.unsqueeze(1), *more), 1)
