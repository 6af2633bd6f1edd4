# wrong: symexp subtracts 1 from exp(|x|) instead of using expm1, so in float32 small inputs lose their digits (1e-8 becomes 0).
def symexp(x):
    return x.sign() * (x.abs().exp() - 1.0)
