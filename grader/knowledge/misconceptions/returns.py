"""Mistakes in the λ-return."""

import torch

from grader.knowledge.misconceptions import mistake


def _backwards(step, carry, value):
    """R_t = step_t + carry_t · R_{t+1}, beginning with `value`.  [B, T-1] -> [B, T-1]"""
    out = []
    for t in reversed(range(step.shape[1])):
        value = step[:, t] + carry[:, t] * value
        out.append(value)
    return torch.stack(out[::-1], 1)


def _return(reward, discount, later, trust, seed, carry=None):
    """From pieces that are already cut to T-1 steps."""
    step = reward + discount * (1 - trust) * later
    return _backwards(step, discount * trust if carry is None else carry, seed)


def _trust(last, lam, reward):
    return lam * (1 - last.to(reward.dtype))


@mistake("lambda_return")
def reward_too_early(right):
    """reward[:, t] is used for step t. The reward of the action at t arrives with the next step: reward[:, t+1]."""

    def lambda_return(reward, discount, bootstrap, last, lam=0.95):
        c = _trust(last, lam, reward)
        return _return(
            reward[:, :-1], discount[:, 1:], bootstrap[:, 1:], c[:, 1:], bootstrap[:, -1]
        )

    return lambda_return


@mistake("lambda_return")
def value_too_early(right):
    """bootstrap[:, t] is mixed in for step t. What follows is worth what the critic says of the next step: bootstrap[:, t+1]."""

    def lambda_return(reward, discount, bootstrap, last, lam=0.95):
        c = _trust(last, lam, reward)
        return _return(
            reward[:, 1:], discount[:, 1:], bootstrap[:, :-1], c[:, 1:], bootstrap[:, -1]
        )

    return lambda_return


@mistake("lambda_return")
def everything_too_early(right):
    """Everything is one step early: reward, discount, value and `last` are those of step t+1."""

    def lambda_return(reward, discount, bootstrap, last, lam=0.95):
        c = _trust(last, lam, reward)
        return _return(
            reward[:, :-1], discount[:, :-1], bootstrap[:, :-1], c[:, :-1], bootstrap[:, -1]
        )

    return lambda_return


@mistake("lambda_return")
def discount_too_early(right):
    """The discount is one step early: whether the world goes on after t is said by discount[:, t+1]."""

    def lambda_return(reward, discount, bootstrap, last, lam=0.95):
        c = _trust(last, lam, reward)
        return _return(
            reward[:, 1:], discount[:, :-1], bootstrap[:, 1:], c[:, 1:], bootstrap[:, -1]
        )

    return lambda_return


@mistake("lambda_return")
def last_too_early(right):
    """`last` is read one step early: what counts is whether step t+1 is the last one."""

    def lambda_return(reward, discount, bootstrap, last, lam=0.95):
        c = _trust(last, lam, reward)
        return _return(
            reward[:, 1:], discount[:, 1:], bootstrap[:, 1:], c[:, :-1], bootstrap[:, -1]
        )

    return lambda_return


@mistake("lambda_return")
def trust_too_early(right):
    """`last` is read one step early where the return after the next step is weighed: both shares, λ_{t+1} and 1 - λ_{t+1}, look at step t+1."""

    def lambda_return(reward, discount, bootstrap, last, lam=0.95):
        c = _trust(last, lam, reward)
        step = reward[:, 1:] + discount[:, 1:] * (1 - c[:, 1:]) * bootstrap[:, 1:]
        return _backwards(step, discount[:, 1:] * c[:, :-1], bootstrap[:, -1])

    return lambda_return


@mistake("lambda_return")
def distrust_too_early(right):
    """`last` is read one step early where the critic's value is weighed: both shares, λ_{t+1} and 1 - λ_{t+1}, look at step t+1."""

    def lambda_return(reward, discount, bootstrap, last, lam=0.95):
        c = _trust(last, lam, reward)
        step = reward[:, 1:] + discount[:, 1:] * (1 - c[:, :-1]) * bootstrap[:, 1:]
        return _backwards(step, discount[:, 1:] * c[:, 1:], bootstrap[:, -1])

    return lambda_return


@mistake("lambda_return")
def shares_swapped(right):
    """λ and 1 - λ are swapped: λ is the share of the longer return, 1 - λ that of the critic."""

    def lambda_return(reward, discount, bootstrap, last, lam=0.95):
        go_on = 1 - last.to(reward.dtype)[:, 1:]
        step = reward[:, 1:] + discount[:, 1:] * (1 - (1 - lam) * go_on) * bootstrap[:, 1:]
        return _backwards(step, discount[:, 1:] * (1 - lam) * go_on, bootstrap[:, -1])

    return lambda_return


@mistake("lambda_return")
def several_too_early(right):
    """Reward, discount and `last` are one step early: all of them are those of step t+1."""

    def lambda_return(reward, discount, bootstrap, last, lam=0.95):
        c = _trust(last, lam, reward)
        return _return(
            reward[:, :-1], discount[:, :-1], bootstrap[:, 1:], c[:, :-1], bootstrap[:, -1]
        )

    return lambda_return


@mistake("lambda_return")
def ends_too_early(right):
    """Discount and `last` are one step early: both are those of step t+1."""

    def lambda_return(reward, discount, bootstrap, last, lam=0.95):
        c = _trust(last, lam, reward)
        return _return(
            reward[:, 1:], discount[:, :-1], bootstrap[:, 1:], c[:, :-1], bootstrap[:, -1]
        )

    return lambda_return


@mistake("lambda_return")
def share_in_one_place(right):
    """`last` takes the longer return away and gives the critic nothing for it: λ_t = λ·(1 - last_t) stands in both places, as λ_t and as 1 - λ_t."""

    def lambda_return(reward, discount, bootstrap, last, lam=0.95):
        step = reward[:, 1:] + discount[:, 1:] * (1 - lam) * bootstrap[:, 1:]
        carry = (discount * _trust(last, lam, reward))[:, 1:]
        return _backwards(step, carry, bootstrap[:, -1])

    return lambda_return


@mistake("lambda_return")
def advantage(right):
    """This is the advantage: the critic's estimate is taken off later, where the actor is taught."""

    def lambda_return(reward, discount, bootstrap, last, lam=0.95):
        return right.lambda_return(reward, discount, bootstrap, last, lam) - bootstrap[:, :-1]

    return lambda_return


@mistake("lambda_return")
def bootstrap_overwritten(right):
    """The returns are written over the critic's estimates, which are still needed: make a tensor of their own (or a list)."""

    def lambda_return(reward, discount, bootstrap, last, lam=0.95):
        c, R = _trust(last, lam, reward), bootstrap
        for t in reversed(range(reward.shape[1] - 1)):
            later = (1 - c[:, t + 1]) * bootstrap[:, t + 1] + c[:, t + 1] * R[:, t + 1]
            R[:, t] = reward[:, t + 1] + discount[:, t + 1] * later
        return R[:, :-1]

    return lambda_return


@mistake("lambda_return")
def time_first(right):
    """Time comes first in what is given out: it is the second axis, so stack along axis 1."""
    return lambda *args, **kwargs: right.lambda_return(*args, **kwargs).T


@mistake("lambda_return")
def last_ignored(right):
    """`last` is not used: where a recording ends, the next row belongs to another episode, and only the critic speaks of what would have followed."""

    def lambda_return(reward, discount, bootstrap, last, lam=0.95):
        return right.lambda_return(reward, discount, bootstrap, torch.zeros_like(reward), lam)

    return lambda_return


@mistake("lambda_return")
def last_cuts_value(right):
    """Where a recording ends, the critic's word is dropped too. A recording that stops is no world that ends: the bootstrap stays."""

    def lambda_return(reward, discount, bootstrap, last, lam=0.95):
        alive = 1 - last.to(reward.dtype)
        return right.lambda_return(reward, discount * alive, bootstrap, last, lam)

    return lambda_return


@mistake("lambda_return")
def last_upside_down(right):
    """`last` is read the wrong way round: it is true where a recording ends."""

    def lambda_return(reward, discount, bootstrap, last, lam=0.95):
        return right.lambda_return(reward, discount, bootstrap, 1 - last.to(reward.dtype), lam)

    return lambda_return


@mistake("lambda_return")
def terminal_ignored(right):
    """The discount of each step is not used, but one number for all: where a world ends it is 0."""

    def lambda_return(reward, discount, bootstrap, last, lam=0.95):
        return right.lambda_return(
            reward, torch.full_like(discount, float(discount.max())), bootstrap, last, lam
        )

    return lambda_return


@mistake("lambda_return")
def terminal_drops_reward(right):
    """Where the world ends, the reward of that step is lost as well: it was still earned."""

    def lambda_return(reward, discount, bootstrap, last, lam=0.95):
        return right.lambda_return(reward * (discount > 0), discount, bootstrap, last, lam)

    return lambda_return


@mistake("lambda_return")
def value_not_discounted(right):
    """The critic's share is not discounted: discount stands before the whole bracket."""

    def lambda_return(reward, discount, bootstrap, last, lam=0.95):
        c = _trust(last, lam, reward)[:, 1:]
        step = reward[:, 1:] + (1 - c) * bootstrap[:, 1:]
        return _backwards(step, discount[:, 1:] * c, bootstrap[:, -1])

    return lambda_return


@mistake("lambda_return")
def return_not_discounted(right):
    """The longer return is not discounted: discount stands before the whole bracket."""

    def lambda_return(reward, discount, bootstrap, last, lam=0.95):
        c = _trust(last, lam, reward)[:, 1:]
        step = reward[:, 1:] + discount[:, 1:] * (1 - c) * bootstrap[:, 1:]
        return _backwards(step, c, bootstrap[:, -1])

    return lambda_return


@mistake("lambda_return")
def reward_discounted(right):
    """The reward is discounted too: the one that arrives with the next step counts in full."""

    def lambda_return(reward, discount, bootstrap, last, lam=0.95):
        return right.lambda_return(reward * discount, discount, bootstrap, last, lam)

    return lambda_return


@mistake("lambda_return")
def seeded_with_zero(right):
    """The recursion begins with 0. At the end there is only the critic: begin with its last value."""

    def lambda_return(reward, discount, bootstrap, last, lam=0.95):
        c = _trust(last, lam, reward)[:, 1:]
        seed = torch.zeros_like(bootstrap[:, -1])
        return _return(reward[:, 1:], discount[:, 1:], bootstrap[:, 1:], c, seed)

    return lambda_return


@mistake("lambda_return")
def one_too_many(right):
    """T returns come back. The last step has no next one, so there are T - 1."""

    def lambda_return(reward, discount, bootstrap, last, lam=0.95):
        out = right.lambda_return(reward, discount, bootstrap, last, lam)
        return torch.cat([out, bootstrap[:, -1:]], 1)

    return lambda_return


@mistake("lambda_return")
def not_turned_back(right):
    """The returns come back from the last to the first: they were computed backwards, so turn them round."""

    def lambda_return(reward, discount, bootstrap, last, lam=0.95):
        return right.lambda_return(reward, discount, bootstrap, last, lam).flip(1)

    return lambda_return


@mistake("lambda_return")
def forwards(right):
    """The loop runs forwards. Each return needs the next one, so the last comes first."""

    def lambda_return(reward, discount, bootstrap, last, lam=0.95):
        c = _trust(last, lam, reward)[:, 1:]
        value, out = bootstrap[:, -1], []
        for t in range(reward.shape[1] - 1):
            later = (1 - c[:, t]) * bootstrap[:, t + 1] + c[:, t] * value
            value = reward[:, t + 1] + discount[:, t + 1] * later
            out.append(value)
        return torch.stack(out, 1)

    return lambda_return


@mistake("lambda_return")
def rows_mixed(right):
    """One row leaks into another: `last` of any row is taken for all of them."""

    def lambda_return(reward, discount, bootstrap, last, lam=0.95):
        ended = last.bool().any(0, keepdim=True).expand_as(reward)
        return right.lambda_return(reward, discount, bootstrap, ended, lam)

    return lambda_return


@mistake("lambda_return")
def discount_squared(right):
    """The discount is applied twice."""

    def lambda_return(reward, discount, bootstrap, last, lam=0.95):
        return right.lambda_return(reward, discount.square(), bootstrap, last, lam)

    return lambda_return


@mistake("lambda_return")
def gamma_inside(right):
    """Another γ is written into the function: discount already is γ, or the predicted chance to go on."""

    def lambda_return(reward, discount, bootstrap, last, lam=0.95):
        return right.lambda_return(reward, 0.99 * discount, bootstrap, last, lam)

    return lambda_return


@mistake("lambda_return")
def gamma_inside_2(right):
    """Another γ is written into the function: discount already is γ, or the predicted chance to go on."""

    def lambda_return(reward, discount, bootstrap, last, lam=0.95):
        return right.lambda_return(reward, 0.997 * discount, bootstrap, last, lam)

    return lambda_return


@mistake("lambda_return")
def lambda_fixed(right):
    """λ is written into the function: use the argument."""

    def lambda_return(reward, discount, bootstrap, last, lam=0.95):
        return right.lambda_return(reward, discount, bootstrap, last, 0.95)

    return lambda_return


@mistake("lambda_return")
def one_step(right):
    """This is the return after one step: λ mixes it with all longer ones."""

    def lambda_return(reward, discount, bootstrap, last, lam=0.95):
        return reward[:, 1:] + discount[:, 1:] * bootstrap[:, 1:]

    return lambda_return


@mistake("lambda_return")
def no_bootstrap(right):
    """The critic is asked only at the end: at every step 1 - λ of what follows is its word."""

    def lambda_return(reward, discount, bootstrap, last, lam=0.95):
        c = _trust(last, lam, reward)[:, 1:]
        return _backwards(reward[:, 1:], discount[:, 1:] * c, bootstrap[:, -1])

    return lambda_return


@mistake("lambda_return")
def flags_as_bool(right):
    """`1 - last` fails where `last` is bool: turn it into numbers first, or use ~."""

    def lambda_return(reward, discount, bootstrap, last, lam=0.95):
        return right.lambda_return(reward, discount, bootstrap, 1 - last, lam)

    return lambda_return


@mistake("lambda_return")
def flags_as_numbers(right):
    """`~last` fails where `last` holds the numbers 0 and 1: call last.bool() first."""

    def lambda_return(reward, discount, bootstrap, last, lam=0.95):
        go_on = ~last
        return right.lambda_return(reward, discount, bootstrap, ~go_on, lam)

    return lambda_return


@mistake("lambda_return")
def reward_changed(right):
    """The values are right, but the caller's reward is changed on the way (an operation with a trailing _, or +=)."""

    def lambda_return(reward, discount, bootstrap, last, lam=0.95):
        out = right.lambda_return(reward.clone(), discount, bootstrap, last, lam)
        reward[:, 1:] += 1
        return out

    return lambda_return


@mistake("lambda_return")
def returns_gradient_cut(right):
    """The values are right, but no gradient gets through."""

    def lambda_return(reward, discount, bootstrap, last, lam=0.95):
        return right.lambda_return(reward, discount, bootstrap, last, lam).detach()

    return lambda_return


@mistake("lambda_return")
def zero_for_default(right):
    """lam=0 is taken for not given (`or` and a plain `if` do that): 0 is a number of its own."""

    def lambda_return(reward, discount, bootstrap, last, lam=0.95):
        return right.lambda_return(reward, discount, bootstrap, last, lam or 0.95)

    return lambda_return
