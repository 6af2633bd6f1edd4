# right: each bin's weight is numpy.interp of its column of the identity, which is constant beyond the ends; the mean is an einsum over p and the bins folded by mirror pairs.
import numpy as np


def twohot(target: Tensor, bins: Tensor) -> Tensor:
    y = target.detach().cpu().numpy().astype(np.float64)
    places = bins.detach().cpu().numpy().astype(np.float64)
    columns = [np.interp(y, places, column) for column in np.eye(len(places))]
    return torch.as_tensor(np.stack(columns, -1), dtype=target.dtype, device=target.device)


def twohot_mean(logits: Tensor, bins: Tensor) -> Tensor:
    terms = torch.einsum("...k,k->...k", logits.softmax(-1), bins)
    pairs = torch.stack([terms, torch.flip(terms, dims=(-1,))]).sum(0)
    return torch.einsum("...k->...", pairs).mul(0.5)
