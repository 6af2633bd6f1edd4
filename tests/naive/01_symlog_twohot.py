# %% [markdown]
# Parts as a learner may well write them: right, step by step, and without a thought for speed.

# %%
import torch
import torch.nn.functional as F


# %%
def symlog(x):
    return torch.where(x >= 0, torch.log1p(x.abs()), -torch.log1p(x.abs()))


def symexp(x):
    return torch.where(x >= 0, torch.expm1(x.abs()), -torch.expm1(x.abs()))


# %%
def symexp_bins(count=255, limit=20.0):
    bins = symexp(torch.linspace(-limit, limit, count))
    return (bins - bins.flip(0)) / 2


def twohot(target, bins):
    target = target.detach().clamp(bins[0], bins[-1])
    below = (bins <= target.unsqueeze(-1)).sum(-1) - 1
    below = below.clamp(0, len(bins) - 2)
    low, high = bins[below], bins[below + 1]
    weight = ((target - low) / (high - low)).unsqueeze(-1)
    return F.one_hot(below, len(bins)) * (1 - weight) + F.one_hot(below + 1, len(bins)) * weight


def twohot_mean(logits, bins):
    probs = torch.softmax(logits, -1)
    half = len(bins) // 2
    left = probs[..., :half] * bins[:half]
    right = (probs[..., -half:] * bins[-half:]).flip(-1)
    middle = (probs * bins)[..., half : len(bins) - half].sum(-1)
    return (left + right).sum(-1) + middle


def twohot_loss(logits, target, bins):
    return -(twohot(target, bins) * torch.log_softmax(logits, -1)).sum(-1)
