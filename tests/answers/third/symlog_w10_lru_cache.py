# wrong: symlog is memoised by the tensor object, so after x has been changed in place (or its graph freed by a backward) the stale result of the first call is returned again.
from functools import lru_cache


@lru_cache(maxsize=64)
def symlog(x: Tensor) -> Tensor:
    return x.sign() * x.abs().log1p()
