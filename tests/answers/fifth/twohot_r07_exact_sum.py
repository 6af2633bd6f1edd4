# right: the mean is an exactly rounded sum (math.fsum) in an autograd.Function with its own gradient
import math

import torch


class _ExactDot(torch.autograd.Function):
    @staticmethod
    def forward(ctx, p, bins):
        ctx.save_for_backward(p, bins)
        edges = bins.tolist()
        rows = p.reshape(-1, len(edges)).tolist()
        sums = [math.fsum(a * b for a, b in zip(row, edges)) for row in rows]
        return torch.tensor(sums, dtype=p.dtype, device=p.device).reshape(p.shape[:-1])

    @staticmethod
    def backward(ctx, grad):
        p, bins = ctx.saved_tensors
        over = tuple(range(p.dim() - 1))
        to_bins = grad[..., None] * p
        return grad[..., None] * bins, to_bins.sum(over) if over else to_bins


def twohot_mean(logits, bins):
    return _ExactDot.apply(torch.softmax(logits, -1), bins)
