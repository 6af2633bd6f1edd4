# right: plain Python: a recursion over the dimensions down to one number, which bisect places among the bins.
from bisect import bisect_right


def _one(y, places):
    row = [0.0] * len(places)
    y = min(max(y, places[0]), places[-1])
    k = bisect_right(places, y) - 1
    share = 0.0 if k == len(places) - 1 else (y - places[k]) / (places[k + 1] - places[k])
    row[k] = 1.0 - share
    if share:
        row[k + 1] = share
    return row


def _nested(values, places):
    return [_nested(v, places) for v in values] if isinstance(values, list) else _one(values, places)


def twohot(target: Tensor, bins: Tensor) -> Tensor:
    rows = _nested(target.detach().tolist(), bins.detach().tolist())
    flat = torch.tensor(rows, dtype=target.dtype, device=target.device)
    return flat.reshape(*target.shape, len(bins))
