"""The right answers, in NumPy and float64, written from the formulas alone.

Nothing here shares a line with the solutions: an error would have to be made twice
to go unseen. `tests/grader/knowledge/test_oracles.py` compares them with the official implementation.
Gradients are taken by central differences.

B batch, T time, S variables, K classes, D memory, E embedding, A action.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np

Array = np.ndarray
Params = Mapping[str, Array]  # an RSSM's state dict

NORM_EPS = 1e-4


def gradient(f: Callable[[Array], float], x: Array, step: float = 1e-5) -> Array:
    """df/dx by central differences; exact to about step² in float64."""
    x = np.asarray(x, np.float64)
    out = np.zeros_like(x)
    for index in np.ndindex(*x.shape):
        up, down = x.copy(), x.copy()
        up[index] += step
        down[index] -= step
        out[index] = (f(up) - f(down)) / (2 * step)
    return out


# ---- symlog and twohot


def symlog(x: Array) -> Array:
    x = np.asarray(x, np.float64)
    return np.where(x < 0, -np.log1p(-np.minimum(x, 0)), np.log1p(np.maximum(x, 0)))


def symexp(x: Array) -> Array:
    x = np.asarray(x, np.float64)
    return np.where(x < 0, -np.expm1(-np.minimum(x, 0)), np.expm1(np.maximum(x, 0)))


def symexp_bins(count: int = 255, limit: float = 20.0) -> Array:
    return symexp(np.array([limit * (2 * i - (count - 1)) / (count - 1) for i in range(count)]))


def twohot(target: Array, bins: Array) -> Array:
    target, bins = np.asarray(target, np.float64), np.asarray(bins, np.float64)
    out = np.zeros((*target.shape, len(bins)))
    for index in np.ndindex(*target.shape):
        y = target[index]
        if y <= bins[0]:
            out[(*index, 0)] = 1
        elif y >= bins[-1]:
            out[(*index, len(bins) - 1)] = 1
        else:
            k = max(i for i in range(len(bins)) if bins[i] <= y)
            share = (y - bins[k]) / (bins[k + 1] - bins[k])
            out[(*index, k)], out[(*index, k + 1)] = 1 - share, share
    return out


def log_softmax(logits: Array) -> Array:
    logits = np.asarray(logits, np.float64)
    shifted = logits - logits.max(-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))


def twohot_mean(logits: Array, bins: Array) -> Array:
    probs, bins = np.exp(log_softmax(logits)), np.asarray(bins, np.float64)
    out = np.zeros(probs.shape[:-1])
    for index in np.ndindex(*out.shape):
        out[index] = math.fsum(probs[index] * bins)
    return out


def twohot_loss(logits: Array, target: Array, bins: Array) -> Array:
    return -(twohot(target, bins) * log_softmax(logits)).sum(-1)


# ---- latents and KL


def mixed(logits: Array, ratio: float = 0.01) -> Array:
    """Probabilities of the mixture with the uniform distribution."""
    return (1 - ratio) * np.exp(log_softmax(logits)) + ratio / np.shape(logits)[-1]


def unimix(logits: Array, ratio: float = 0.01) -> Array:
    return np.log(mixed(logits, ratio))


def kl(q_logits: Array, p_logits: Array) -> Array:
    """KL of the mixtures, summed over S and K.  [..., S, K] -> [...]"""
    q, p = mixed(q_logits), mixed(p_logits)
    return (q * np.log(q / p)).sum((-2, -1))


def kl_losses(posterior: Array, prior: Array, free_nats: float = 1.0) -> tuple[Array, Array]:
    loss = np.maximum(kl(posterior, prior), free_nats)
    return loss, loss.copy()


# ---- the RSSM


def rms_norm(x: Array, scale: Array) -> Array:
    return x / np.sqrt((x**2).mean(-1, keepdims=True) + NORM_EPS) * scale


def sigmoid(x: Array) -> Array:
    return 0.5 * (1 + np.tanh(x / 2))


def linear(params: Params, name: str, x: Array) -> Array:
    """A dense layer, or a block-diagonal one where its weight has three axes."""
    weight = np.asarray(params[f"{name}.weight"], np.float64)
    bias = np.asarray(params[f"{name}.bias"], np.float64)
    if weight.ndim == 2:  # [out, in]
        return x @ weight.T + bias
    G, width, _ = weight.shape  # [block, in, out]
    parts = [x[..., g * width : (g + 1) * width] @ weight[g] for g in range(G)]
    return np.concatenate(parts, -1) + bias


def layer(params: Params, name: str, x: Array) -> Array:
    """Linear, RMS norm, SiLU."""
    scale = np.asarray(params[f"{name}.norm.weight"], np.float64)
    x = rms_norm(linear(params, f"{name}.linear", x), scale)
    return x * sigmoid(x)


def core(
    params: Params,
    deter: Array,
    stoch: Array,
    action: Array,
    blocks: int,
    size: Array | None = None,
) -> Array:
    """One step of memory.  [N, D], [N, S, K], [N, A] -> [N, D]

    size: what actions are divided by, where a gradient is to see it as a constant.
    """
    deter, stoch, action = (np.asarray(x, np.float64) for x in (deter, stoch, action))
    N, D = deter.shape
    action = action / (np.maximum(1, np.abs(action)) if size is None else size)
    inner = np.concatenate(
        [
            layer(params, "in_deter", deter),
            layer(params, "in_stoch", stoch.reshape(N, -1)),
            layer(params, "in_action", action),
        ],
        -1,
    )
    width = D // blocks
    own = [deter[:, g * width : (g + 1) * width] for g in range(blocks)]
    hidden = layer(params, "mix", np.concatenate([np.concatenate([o, inner], -1) for o in own], -1))
    gates = linear(params, "gates", hidden)
    out = np.zeros((N, D))
    for g in range(blocks):
        reset, candidate, update = (
            gates[:, (3 * g + i) * width : (3 * g + i + 1) * width] for i in range(3)
        )
        here = slice(g * width, (g + 1) * width)
        new = np.tanh(sigmoid(reset) * candidate)
        keep = 1 - sigmoid(update - 1)
        out[:, here] = (1 - keep) * new + keep * deter[:, here]
    return out


def prior(params: Params, deter: Array, classes: int) -> Array:
    x = np.asarray(deter, np.float64)
    for name in ("prior_hidden.0", "prior_hidden.1"):
        x = layer(params, name, x)
    x = linear(params, "prior_logits", x)
    return x.reshape(*x.shape[:-1], -1, classes)


def posterior(params: Params, deter: Array, embed: Array, classes: int) -> Array:
    seen = np.concatenate([np.asarray(deter, np.float64), np.asarray(embed, np.float64)], -1)
    x = linear(params, "posterior_logits", layer(params, "posterior_hidden", seen))
    return x.reshape(*x.shape[:-1], -1, classes)


def likeliest(logits: Array) -> Array:
    """The one-hot vector of the largest logit: what is drawn when a case leaves no doubt."""
    return np.eye(logits.shape[-1])[logits.argmax(-1)]


def straight_through(still: Array) -> Callable[[int, Array], Array]:
    """The guess of step t by its logits as a gradient sees it: it has that of the mixed probabilities.

    still [N, T, S, K]: the logits where nothing is moved, at which the guess is the likeliest class.
    """

    def guess(t: int, logits: Array) -> Array:
        return likeliest(still[:, t]) + mixed(logits) - mixed(still[:, t])

    return guess


def _the_likeliest(t: int, logits: Array) -> Array:
    return likeliest(logits)


def observe(
    params: Params,
    embed: Array,
    action: Array,
    is_first: Array,
    deter: Array,
    stoch: Array,
    blocks: int,
    guess: Callable[[int, Array], Array] = _the_likeliest,
    size: Array | None = None,
) -> tuple[Array, Array, Array]:
    """Follow a sequence, drawing the likeliest class each time.  -> deter, stoch, logits [B, T, …]

    guess, size: how the guess comes of its logits, and what actions are divided by, as a gradient sees them.
    """
    B, T = is_first.shape
    deter, stoch = np.array(deter, np.float64), np.array(stoch, np.float64)
    action = np.array(action, np.float64)
    seen = []
    for t in range(T):
        deter, stoch = deter.copy(), stoch.copy()
        for b in range(B):
            if is_first[b, t]:
                deter[b], stoch[b], action[b, t] = 0, 0, 0
        by = None if size is None else size[:, t]
        deter = core(params, deter, stoch, action[:, t], blocks, by)
        logits = posterior(params, deter, embed[:, t], stoch.shape[-1])
        stoch = guess(t, logits)
        seen.append((deter, stoch, logits))
    deters, stochs, all_logits = (np.stack(x, 1) for x in zip(*seen, strict=True))
    return deters, stochs, all_logits


def imagine(
    params: Params,
    deter: Array,
    stoch: Array,
    logits: Array,
    policy: Callable[[Array, Array], Array],
    horizon: int,
    blocks: int,
    guess: Callable[[int, Array], Array] = _the_likeliest,
) -> tuple[Array, Array, Array, Array]:
    """Dream, drawing the likeliest class each time; policy(deter, stoch) -> action [N, A].

    guess: how that comes of its logits, as a gradient sees it.
    -> deter, stoch, logits [N, H+1, …], action [N, H, A]
    """
    deter, stoch, logits = (np.asarray(x, np.float64) for x in (deter, stoch, logits))
    states, actions = [(deter, stoch, logits)], []
    for t in range(horizon):
        actions.append(policy(deter, stoch))
        deter = core(params, deter, stoch, actions[-1], blocks)
        logits = prior(params, deter, stoch.shape[-1])
        stoch = guess(t, logits)
        states.append((deter, stoch, logits))
    deters, stochs, all_logits = (np.stack(x, 1) for x in zip(*states, strict=True))
    return deters, stochs, all_logits, np.stack(actions, 1)


# ---- returns


def lambda_return(
    reward: Array, discount: Array, bootstrap: Array, last: Array, lam: float = 0.95
) -> Array:
    """By the definition, each return from its own recursion forwards.  [B, T] -> [B, T-1]"""
    reward, discount, bootstrap = (np.asarray(x, np.float64) for x in (reward, discount, bootstrap))
    B, T = reward.shape

    def value(b: int, t: int) -> float:
        """The return from step t; at the last step, what the critic says."""
        if t == T - 1:
            return bootstrap[b, t]
        trust = 0.0 if last[b, t + 1] else lam
        later = (1 - trust) * bootstrap[b, t + 1] + trust * value(b, t + 1)
        return reward[b, t + 1] + discount[b, t + 1] * later

    return np.array([[value(b, t) for t in range(T - 1)] for b in range(B)])


def return_scales(batches: list[Array], rate: float = 0.01) -> Array:
    """The scale after each of several batches of returns."""
    low = high = 0.0
    scales = []
    for returns in batches:
        ordered = np.sort(np.asarray(returns, np.float64).ravel())
        low += rate * (_percentile(ordered, 0.05) - low)
        high += rate * (_percentile(ordered, 0.95) - high)
        scales.append(max(1.0, high - low))
    return np.array(scales)


def _percentile(ordered: Array, share: float) -> float:
    """Linear between the two nearest ranks."""
    place = share * (len(ordered) - 1)
    k = min(int(place), len(ordered) - 2)
    return ordered[k] + (place - k) * (ordered[k + 1] - ordered[k])


# ---- the rest of the agent's losses


def reconstruction_loss(drawn: Array, target: Array) -> Array:
    """[B, T, O] × 2 -> [B, T]"""
    drawn, target = np.asarray(drawn, np.float64), np.asarray(target, np.float64)
    return np.einsum("bto,bto->bt", drawn - target, drawn - target)


def continue_loss(logit: Array, terminal: Array, gamma: float) -> Array:
    """Cross-entropy of two coins, the true one of probability γ·(1 - terminal).  [B, T] × 2 -> [B, T]"""
    logit = np.asarray(logit, np.float64)
    true = gamma * (1.0 - np.asarray(terminal, np.float64))
    return true * np.logaddexp(0, -logit) + (1 - true) * np.logaddexp(0, logit)


def _steps_reached(discount: Array) -> Array:
    """[N, H+1] -> [N, H]: the product of all discounts up to a step, its own among them."""
    discount = np.asarray(discount, np.float64)
    steps = discount.shape[1] - 1
    return np.stack([discount[:, : t + 1].prod(1) for t in range(steps)], 1)


def actor_loss(
    log_prob: Array,
    entropy: Array,
    returns: Array,
    value: Array,
    scale: Array,
    discount: Array,
    eta: float,
) -> Array:
    steps = log_prob.shape[1]
    better = (returns - np.asarray(value, np.float64)[:, :steps]) / scale
    return _steps_reached(discount) * (-eta * np.asarray(entropy, np.float64) - better * log_prob)


def dream_actor_loss(
    entropy: Array, returns: Array, scale: Array, discount: Array, eta: float
) -> Array:
    wanted = np.asarray(returns, np.float64) / scale + eta * np.asarray(entropy, np.float64)
    return -wanted * _steps_reached(discount)


def critic_loss(
    towards_return: Array, towards_slow: Array, discount: Array, slow_scale: float = 1.0
) -> Array:
    both = np.asarray(towards_return, np.float64) + slow_scale * np.asarray(
        towards_slow, np.float64
    )
    return both * _steps_reached(discount)


def replay_value_loss(
    towards_return: Array, towards_slow: Array, last: Array, slow_scale: float = 1.0
) -> Array:
    both = np.asarray(towards_return, np.float64) + slow_scale * np.asarray(
        towards_slow, np.float64
    )
    return np.where(np.asarray(last, bool)[:, : both.shape[1]], 0.0, both)
