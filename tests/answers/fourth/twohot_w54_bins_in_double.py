# wrong: symexp_bins builds the bins from Python floats in float64 and leaves them so, and what is computed with them becomes float64 too
import math
def symexp_bins(count: int = 255, limit: float = 20.0) -> Tensor:
    half = count // 2
    sizes = [math.expm1(limit * i / half) for i in range(1, half + 1)]
    return torch.tensor([-s for s in reversed(sizes)] + [0.0] + sizes, dtype=torch.float64)
