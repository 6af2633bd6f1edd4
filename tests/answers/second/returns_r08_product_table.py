# right: a table [B, T-1, T-1] of the products of all chained discounts between two steps, contracted with the rewards by einsum.
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    n = reward.shape[1] - 1
    if n == 0:
        return reward[:, 1:]
    keep = lam * (1 - last[:, 1:].to(reward.dtype))
    chain = discount[:, 1:] * keep
    own = reward[:, 1:] + (discount[:, 1:] - chain) * bootstrap[:, 1:]
    own = torch.cat([own, bootstrap[:, -1:]], dim=1)  # [B, n+1]
    later = torch.ones(n, n, dtype=torch.bool, device=reward.device).triu()  # s >= t
    table = torch.where(later, chain[:, None, :], torch.ones((), dtype=chain.dtype, device=chain.device))
    table = torch.cat([table.new_ones(len(table), n, 1), table.cumprod(-1)], dim=-1)  # [B, n, n+1]
    reach = torch.ones(n, n + 1, dtype=table.dtype, device=table.device).triu()
    return torch.einsum("bts,bs->bt", table * reach, own)
