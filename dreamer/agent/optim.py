"""LaProp with adaptive gradient clipping, as in `embodied/jax/opt.py`.

LaProp (Ziyin et al., 2020) divides the gradient by its running size first and
smooths afterwards, where Adam smooths both. Before that, each tensor's gradient
is clipped to a fraction of the tensor's own norm (Brock et al., 2021).
"""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import Tensor

# The _foreach functions, on which torch's own optimisers stand, do one step for
# all tensors in one call.


class LaProp(torch.optim.Optimizer):
    """LaProp; its learning rate rises linearly from 0 over `warmup` steps.

    params: tensors, or groups of them; a group's `count` is the number of its steps so far.
    """

    MIN_NORM = 1e-3  # a tensor that is all zeros may still move

    def __init__(
        self,
        params: Iterable[Tensor] | Iterable[dict],
        lr: float,
        warmup: int = 0,
        agc: float = 0.3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-20,
    ):
        defaults = {"lr": lr, "warmup": warmup, "agc": agc, "betas": betas, "eps": eps, "count": 0}
        super().__init__(params, defaults)

    def restart(self, group: dict) -> None:
        """Reset a group's moments and its warm-up."""
        group["count"] = 0
        for p in group["params"]:
            self.state.pop(p, None)

    @torch.no_grad()
    def step(self, closure=None) -> None:  # type: ignore[override]
        """Apply the gradients; a parameter without one stays as it is, and a group without any has no step."""
        if closure is not None:
            raise ValueError("LaProp takes no closure")
        for group in self.param_groups:
            params = [p for p in group["params"] if p.grad is not None]
            if params:
                group["count"] += 1
                self._step(params, [p.grad for p in params], group)

    def _step(self, params: list[Tensor], grads: list[Tensor], group: dict) -> None:
        beta1, beta2 = group["betas"]
        for p in params:
            if not self.state[p]:
                self.state[p] = {"square": torch.zeros_like(p), "momentum": torch.zeros_like(p)}
        square = [self.state[p]["square"] for p in params]
        momentum = [self.state[p]["momentum"] for p in params]
        count, warmup = group["count"], group["warmup"]
        lr = group["lr"] * (min(1.0, (count - 1) / warmup) if warmup else 1.0)

        # clip: gradient · 1 / max(1, |gradient| / (agc · max(1e-3, |parameter|)))
        excess = torch._foreach_norm(grads)
        upper = torch._foreach_norm(params)
        torch._foreach_clamp_min_(upper, self.MIN_NORM)
        torch._foreach_mul_(upper, group["agc"])
        torch._foreach_div_(excess, upper)
        torch._foreach_clamp_min_(excess, 1.0)
        grads = list(torch._foreach_div(grads, list(excess)))

        # scale by the running root mean square, then smooth
        torch._foreach_mul_(square, beta2)
        torch._foreach_addcmul_(square, grads, grads, 1 - beta2)
        size = torch._foreach_div(square, 1 - beta2**count)
        torch._foreach_sqrt_(size)
        torch._foreach_add_(size, group["eps"])
        torch._foreach_div_(grads, size)
        torch._foreach_lerp_(momentum, grads, 1 - beta1)
        torch._foreach_add_(params, momentum, alpha=-lr / (1 - beta1**count))
