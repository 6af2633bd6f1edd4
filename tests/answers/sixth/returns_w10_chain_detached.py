# wrong: the later return is detached in each step, so gradients do not flow through the chain, only from the next step
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    carry = lam * (1 - last.to(reward.dtype))
    rets = [bootstrap[:, -1]]
    for t in range(reward.shape[1] - 1, 0, -1):
        later = rets[-1] if len(rets) == 1 else rets[-1].detach()
        mix = (1 - carry[:, t]) * bootstrap[:, t] + carry[:, t] * later
        rets.append(reward[:, t] + discount[:, t] * mix)
    return torch.stack(rets[:0:-1], dim=1)
