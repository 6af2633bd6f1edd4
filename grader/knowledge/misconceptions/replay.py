"""Mistakes in the critic's loss on replayed steps."""

from grader.knowledge.misconceptions import mistake


def _both(towards_return, towards_slow, slow_scale):
    return towards_return + slow_scale * towards_slow


@mistake("replay_value_loss")
def last_counts(right):
    """The last step of a recording counts: its return mixes in the next episode. Leave it out: (1 - last[:, :-1])."""
    return lambda towards_return, towards_slow, last, slow_scale=1.0: _both(
        towards_return, towards_slow, slow_scale
    )


@mistake("replay_value_loss")
def step_before_left_out(right):
    """The step before a recording's end is left out, and the end itself counts: it is last[:, :-1], each step's own flag."""
    return lambda towards_return, towards_slow, last, slow_scale=1.0: (
        (1 - last[:, 1:].to(towards_return.dtype)) * _both(towards_return, towards_slow, slow_scale)
    )


@mistake("replay_value_loss")
def only_last_counts(right):
    """Only the last steps of recordings count: it is the others that do, 1 - last."""
    return lambda towards_return, towards_slow, last, slow_scale=1.0: (
        last[:, :-1].to(towards_return.dtype) * _both(towards_return, towards_slow, slow_scale)
    )


@mistake("replay_value_loss")
def replay_slow_critic_forgotten(right):
    """The slow critic has no say here: it holds on replayed steps, too."""
    return lambda towards_return, towards_slow, last, slow_scale=1.0: (
        (1 - last[:, :-1].to(towards_return.dtype)) * towards_return
    )


@mistake("replay_value_loss")
def replay_slow_scale_ignored(right):
    """slow_scale does nothing: it is how strongly the slow critic holds."""
    return lambda towards_return, towards_slow, last, slow_scale=1.0: (
        (1 - last[:, :-1].to(towards_return.dtype)) * _both(towards_return, towards_slow, 1.0)
    )


@mistake("replay_value_loss")
def slow_counts_everywhere(right):
    """The flag stands at the first cross-entropy alone: where a step does not count, neither of the two does."""
    return lambda towards_return, towards_slow, last, slow_scale=1.0: (
        (1 - last[:, :-1].to(towards_return.dtype)) * towards_return + slow_scale * towards_slow
    )
