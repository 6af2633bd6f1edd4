"""The hidden questions: those of the learner's check with other numbers, drawn for each student.

One file an exercise says how its inputs are drawn. They follow from the instructor's
secret, the student and the exercise, so that a regrade asks the same again, and no
student can know another's. Right answers come from the oracles.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import replace

import numpy as np

from dreamer.lab.checks.case import Case
from grader.knowledge.cases import kl, latents, losses, returns, rssm, scale, symlog, twohot

VERSION = 2  # raised where a case is mended: every answer is then asked for anew
DRAWN_BY = {
    "symlog": symlog.draw,
    "twohot": twohot.draw,
    "latents": latents.draw,
    "rssm": rssm.draw,
    "kl": kl.draw,
    "returns": returns.draw,
    "scale": scale.draw,
    "world": losses.world,
    "actor": losses.actor,
    "critic": losses.critic,
    "replay": losses.replay,
}


def hidden(exercise: str, student: str, secret: bytes) -> list[Case]:
    """The hidden questions of an exercise for a student."""
    about = "\0".join((student, exercise, str(VERSION))).encode()
    seed = int.from_bytes(hmac.new(secret, about, hashlib.sha256).digest())
    drawn = DRAWN_BY[exercise](np.random.default_rng(seed))
    return [replace(case, repeated=False) for case in drawn]
