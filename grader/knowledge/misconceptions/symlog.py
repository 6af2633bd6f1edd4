"""Mistakes in symlog and symexp."""

import torch

from grader.knowledge.misconceptions import mistake


@mistake("symlog")
def sign_dropped(right):
    """The sign is lost: symlog(-x) is -symlog(x), so a negative number stays negative."""
    return lambda x: torch.log1p(x.abs())


@mistake("symlog")
def base_ten(right):
    """This is the logarithm to base 10. Symlog takes the natural one, which near 0 is x itself."""
    return lambda x: x.sign() * torch.log10(1 + x.abs())


@mistake("symlog")
def base_two(right):
    """This is the logarithm to base 2. Symlog takes the natural one, which near 0 is x itself."""
    return lambda x: x.sign() * torch.log2(1 + x.abs())


@mistake("symlog")
def without_the_one(right):
    """The 1 is missing in ln(1 + |x|): without it, numbers below 1 change their sign and 0 has no value."""
    return lambda x: x.sign() * torch.log(x.abs())


@mistake("symlog")
def no_absolute_value(right):
    """The absolute value is missing under the logarithm, which has no value below -1."""
    return lambda x: x.sign() * torch.log1p(x)


@mistake("symlog")
def no_absolute_value_2(right):
    """The absolute value is missing under the logarithm, which has no value below -1."""
    return lambda x: torch.log1p(x)


@mistake("symlog")
def log_of_one_plus(right):
    """1 + x forgets the digits of a small x before the logarithm sees them: torch.log1p keeps them."""
    return lambda x: x.sign() * torch.log(1 + x.abs())


@mistake("symlog")
def exponential(right):
    """This is symexp: symlog compresses, symexp undoes it."""
    return right.symexp


@mistake("symlog")
def clamped(right):
    """Large numbers are cut off. Symlog needs no limit: that is what the logarithm is for."""
    return lambda x: right.symlog(x.clamp(-1000, 1000))


@mistake("symlog")
def clamped_2(right):
    """Large numbers are cut off. Symlog needs no limit: that is what the logarithm is for."""
    return lambda x: right.symlog(x).clamp(-10, 10)


@mistake("symlog")
def doubles(right):
    """The result is float64, where float32 came in: the networks behind it take float32."""
    return lambda x: right.symlog(x.double())


@mistake("symlog")
def arrays(right):
    """A NumPy array comes back. Stay with torch, or no gradient gets through."""
    return lambda x: right.symlog(x).detach().numpy()


@mistake("symlog")
def gradient_cut(right):
    """The values are right, but no gradient gets through: something detaches them from x."""
    return lambda x: right.symlog(x.detach())


@mistake("symlog")
def in_place(right):
    """The values are right, but the caller's x is changed on the way (an operation with a trailing _)."""

    def symlog(x):
        y = right.symlog(x)
        with torch.no_grad():
            x.abs_()
        return y

    return symlog


@mistake("symexp")
def symexp_forgets_one(right):
    """The -1 is missing: symexp(0) must be 0, and e^0 is 1."""
    return lambda x: x.sign() * torch.exp(x.abs())


@mistake("symexp")
def symexp_forgets_one_2(right):
    """The -1 is missing: symexp(0) must be 0, and e^0 is 1."""
    return lambda x: torch.exp(x.abs()) * torch.where(x < 0, -1.0, 1.0)


@mistake("symexp")
def symexp_sign_dropped(right):
    """The sign is lost: symexp(-x) is -symexp(x)."""
    return lambda x: torch.expm1(x.abs())


@mistake("symexp")
def symexp_no_absolute_value(right):
    """The absolute value is missing: e^x of a negative x never gets below 0, so it cannot mirror the other side."""
    return lambda x: torch.expm1(x)


@mistake("symexp")
def symexp_no_absolute_value_2(right):
    """The absolute value is missing: e^x of a negative x never gets below 0, so it cannot mirror the other side."""
    return lambda x: x.sign() * torch.expm1(x)


@mistake("symexp")
def exp_minus_one(right):
    """e^x - 1 loses the digits of a small x in the subtraction: torch.expm1 keeps them."""
    return lambda x: x.sign() * (torch.exp(x.abs()) - 1)


@mistake("symexp")
def logarithm(right):
    """This is symlog: symlog compresses, symexp undoes it."""
    return right.symlog


@mistake("symexp")
def symexp_gradient_cut(right):
    """The values are right, but no gradient gets through: something detaches them from x."""
    return lambda x: right.symexp(x.detach())


@mistake("symexp")
def symexp_clamped(right):
    """Large exponents are cut off: symexp must undo symlog for every number."""
    return lambda x: right.symexp(x.clamp(-10, 10))


@mistake("symexp")
def symexp_doubles(right):
    """The result is float64, where float32 came in: the networks behind it take float32."""
    return lambda x: right.symexp(x.double())


@mistake("symlog")
def area(right):
    """This is asinh, which far out is ln(2x). Symlog is ln(1 + x) there, so it is smaller by ln 2."""
    return torch.asinh


@mistake("symexp")
def symexp_area(right):
    """This is sinh, the inverse of asinh. Symexp is e^x - 1 on the right, so about twice as large far out."""
    return torch.sinh
