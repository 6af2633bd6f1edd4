# right: written for one variable [K] and lifted with torch.func.vmap; the noise is drawn outside
from torch.func import vmap


def _mix_one(row: Tensor, ratio: float) -> Tensor:
    return torch.log((1 - ratio) * row.softmax(0) + ratio / row.shape[0])


def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    rows = logits.reshape(-1, logits.shape[-1])
    return vmap(lambda row: _mix_one(row, ratio))(rows).reshape(logits.shape)


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    K = logits.shape[-1]

    def one(row: Tensor, u: Tensor) -> Tensor:
        p = _mix_one(row, 0.01).exp()
        index = (u >= p.detach().cumsum(0)[:-1]).sum()
        z = (torch.arange(K, device=row.device) == index).to(row.dtype)
        return z + (p - p.detach())

    rows = logits.reshape(-1, K)
    u = torch.rand(len(rows), generator=generator, device=logits.device)
    return vmap(one)(rows, u).reshape(logits.shape)
