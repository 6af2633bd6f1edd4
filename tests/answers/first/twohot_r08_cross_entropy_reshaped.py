# right: F.cross_entropy with class probabilities on [N, K], shaped back; twohot is torch.lerp between two rows of an identity.
import torch.nn.functional as F


def twohot(target: Tensor, bins: Tensor) -> Tensor:
    rows = torch.eye(len(bins), dtype=bins.dtype, device=bins.device)
    y = target.detach().reshape(-1).clamp(bins[0].item(), bins[-1].item())
    k = torch.searchsorted(bins.contiguous(), y, side="right") - 1
    up = (k + 1).clamp(max=len(bins) - 1)
    share = torch.where(up > k, (y - bins[k]) / torch.where(up > k, bins[up] - bins[k], 1.0), 0.0)
    return torch.lerp(rows[k], rows[up], share[:, None]).reshape(*target.shape, len(bins))


def twohot_loss(logits: Tensor, target: Tensor, bins: Tensor) -> Tensor:
    flat = logits.reshape(-1, len(bins))
    weights = twohot(target.reshape(-1), bins)
    return F.cross_entropy(flat, weights, reduction="none").reshape(target.shape)
