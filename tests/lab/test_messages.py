"""Does a failing check say what is wrong, and nothing that is not?"""

import numpy as np
import pytest
import torch

from dreamer.lab.checks import check
from dreamer.lab.checks.compare import patterns
from dreamer.lab.checks.experiments import TOGETHER
from dreamer.lab.checks.visible_cases import CASES
from dreamer.parts.exercises import exercises

EXPECTED = np.array([-8.0, -3.0, -0.5, 0.25, 2.0, 40.0])
BF16 = torch.tensor(EXPECTED / 3).bfloat16().double().numpy()


@pytest.mark.parametrize(
    ("got", "expected", "said"),
    [
        (-EXPECTED, EXPECTED, "each is -1 times"),
        (EXPECTED + 2, EXPECTED, "each is 2 too large"),
        (EXPECTED[::-1], EXPECTED, "right numbers, in other places"),
        (np.append(9.0, EXPECTED[:-1]), EXPECTED, "one place late along axis 0"),
        (np.append(EXPECTED[1:], 9.0), EXPECTED, "one place early along axis 0"),
        (np.where(EXPECTED < 0, EXPECTED - 2 * EXPECTED**2, EXPECTED), EXPECTED, "negative numbers"),
        (np.where(EXPECTED > 0, EXPECTED**2 + 3, EXPECTED), EXPECTED, "positive numbers"),
        (np.clip(EXPECTED, -2.5, 2.5), EXPECTED, "larger than 2 are wrong"),
        (np.where(abs(EXPECTED) < 1, 0, EXPECTED), EXPECTED, "smaller than 2 are wrong"),
        (BF16, EXPECTED / 3, "within 1 %"),
        (np.full(6, 3.0), EXPECTED, "all are the same number"),
        (np.full(6, np.nan), EXPECTED, "0/0"),
        (np.array([-1.0, 1e-8, 1.0]), np.array([-1.0, 0.0, 1.0]), "does not mirror"),
    ],
)  # fmt: skip
def test_what_wrong_numbers_have_in_common(got, expected, said):
    far = ~(np.abs(got - expected) <= 1e-9)
    (line,) = patterns(CASES["symlog"][0], "value", got, expected, far)
    assert said in line


def test_small_numbers_are_not_all_in_one_place(parts):
    """Are tolerances relative to the numbers, where all of them are small?"""
    got, expected = np.array([1e-8, 2e-8, 5e-8]), np.array([2e-8, 1e-8, 3e-8])
    assert not patterns(CASES["twohot"][0], "value", got, expected, got != expected)


def report(capsys, parts, id, **changed):
    exercise = next(e for e in exercises() if e.id == id)
    check(id, *(changed.get(symbol, getattr(parts, symbol)) for symbol in exercise.symbols))
    return capsys.readouterr().out


def test_a_row_that_another_changes_is_found(parts, capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    def kl_losses(posterior, prior, free_nats=1.0):
        dyn, rep = parts.kl_losses(posterior, prior, 0.0)
        return (dyn - 0.1 * dyn.mean()).clamp(min=free_nats), rep.clamp(min=free_nats)

    assert "depends on what goes in at" in report(capsys, parts, "kl", kl_losses=kl_losses)


def test_an_input_that_is_not_used_is_found(parts, capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    def lambda_return(reward, discount, bootstrap, last, lam=0.95):
        return parts.lambda_return(reward, torch.ones_like(discount), bootstrap, last, lam)

    out = report(capsys, parts, "returns", lambda_return=lambda_return)
    assert "with another `discount` the same comes back" in out
    assert "right, though: " not in out or "five steps, nothing ends" not in out


def test_what_is_right_is_said(parts, capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    out = report(capsys, parts, "symlog", symlog=lambda x: parts.symlog(x).clamp(-5, 5))
    assert "right, though: both signs, and 0" in out


def test_experiments_know_every_function():
    """Is it known of each function that is asked directly which of its axes stand apart?"""
    asked = {case.symbol for cases in CASES.values() for case in cases if case.call == "function"}
    assert asked - {"symexp_bins"} <= TOGETHER.keys()
