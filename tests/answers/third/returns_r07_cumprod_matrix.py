# right: a [B, T, T] matrix of products (cumprod along masked rows) says how much each later one-step target counts; one einsum sums up.
def lambda_return(reward, discount, bootstrap, last, lam=0.95):
    B, T = reward.shape
    c = lam * (1 - last[:, 1:].to(reward.dtype))
    own = reward[:, 1:] + discount[:, 1:] * (1 - c) * bootstrap[:, 1:]
    sources = torch.cat([own, bootstrap[:, -1:]], 1)  # [B, T]
    factor = nn.functional.pad(discount[:, 1:] * c, (1, 0), value=1.0)  # from step s-1 to s
    row = torch.arange(T - 1, device=reward.device)[:, None]
    column = torch.arange(T, device=reward.device)[None]
    grid = torch.where(column > row, factor[:, None, :], torch.ones((), dtype=reward.dtype, device=reward.device))
    weight = grid.cumprod(-1) * (column >= row)
    return torch.einsum("bts,bs->bt", weight, sources)
