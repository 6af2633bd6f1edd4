# right: observe is a recursion that cuts the sequence in halves and hands the first half's last state to the second
def observe(self, embed, action, is_first, state=None, generator=None):
    B, T = is_first.shape
    if state is None:
        state = self.initial(B)
    if T > 1:
        half = T // 2
        one = self.observe(embed[:, :half], action[:, :half], is_first[:, :half], state, generator)
        last = State(*(x[:, -1] for x in one))
        two = self.observe(embed[:, half:], action[:, half:], is_first[:, half:], last, generator)
        return State(*map(lambda x, y: torch.cat([x, y], 1), one, two))
    goes_on = torch.logical_not(is_first[:, 0])
    deter = self.core(
        torch.einsum("b,bd->bd", goes_on.to(state.deter), state.deter),
        torch.einsum("b,bsk->bsk", goes_on.to(state.stoch), state.stoch),
        torch.einsum("b,ba->ba", goes_on.to(action), action[:, 0]),
    )
    logits = self.posterior(deter, embed[:, 0])
    step = State(deter, sample_onehot(logits, generator), logits)
    return State(*(x.unsqueeze(1) for x in step))
