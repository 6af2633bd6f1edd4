# wrong: the discount is taken apart into one γ (its maximum) and a terminal flag, so that predicted continue probabilities between 0 and γ are lost.
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    gamma = discount.max()
    nonterminal = (discount > 0).to(reward.dtype)
    c = lam * (1 - last.to(reward.dtype))
    ret = bootstrap[:, -1]
    out = []
    for t in range(reward.shape[1] - 2, -1, -1):
        nxt = (1 - c[:, t + 1]) * bootstrap[:, t + 1] + c[:, t + 1] * ret
        ret = reward[:, t + 1] + gamma * nonterminal[:, t + 1] * nxt
        out.append(ret)
    return torch.stack(out[::-1], 1)
