"""Is a second thread taken where a core is idle and two are faster, and left when they are not?"""

import pytest

from dreamer.training.compiling import FasterUpdates
from dreamer.training.threads import (
    HOPELESS,
    LONGEST_WAIT,
    ROUNDS,
    IdleCores,
    ThreadChoice,
    may_choose,
)
from tests.training import test_compiling
from tests.training.test_compiling import MANY, OBS, Said, agent, update


class Machine:
    """Rounds take `alone` seconds with one thread, `together` with two."""

    def __init__(self, alone=0.05, together=0.04, idle=1.0):
        self.alone, self.together, self.idle = alone, together, idle
        self.now, self.asked, self.set, self.loaded = 0.0, 0, [], False
        self.choice = ThreadChoice(self.idle_cores, self.set.append, lambda: self.now)

    def idle_cores(self):
        self.asked += 1
        return self.idle

    def learn(self, rounds=1):
        for _ in range(rounds):
            seconds = self.together if self.choice.threads > 1 else self.alone
            if self.choice.threads > 1 and not self.loaded:
                self.loaded, seconds = True, 3.0
            self.now += seconds
            self.choice.round_took(seconds)
        return self.choice.threads


def test_two_are_taken_and_kept_where_they_are_faster():
    machine = Machine()
    assert machine.learn(1000) == 2
    assert machine.set == [2]


def test_no_trial_without_an_idle_core_and_few_looks():
    machine = Machine(idle=0.1)
    assert machine.learn(1000) == 1  # 50 seconds
    assert machine.set == []
    assert machine.asked <= 25
    machine.idle = 0.9
    assert machine.learn(100) == 2


def test_two_that_are_no_faster_are_left_after_a_few_rounds_and_tried_ever_less_often():
    machine = Machine(together=0.05)
    machine.learn(20_000)  # 1000 seconds
    assert machine.choice.threads == 1
    assert set(machine.set) == {1, 2}
    assert machine.set.count(2) <= 9  # after 2, 4, 8, … seconds
    machine.together = 0.04
    machine.learn(int(LONGEST_WAIT / 0.05) + 100)
    assert machine.choice.threads == 2


def test_two_hopeless_rounds_are_enough():
    machine = Machine()
    machine.learn(1000)
    machine.together = 1.01 * HOPELESS * machine.alone
    assert machine.learn() == 2
    machine.learn()
    assert machine.choice.threads == 1
    assert machine.set == [2, 1]


def test_a_core_that_gets_busy_is_left_within_the_rounds_that_are_looked_at():
    machine = Machine()
    machine.learn(1000)
    machine.together = 0.06
    machine.learn(ROUNDS // 2 + 1)
    assert machine.choice.threads == 1


def test_a_single_slow_round_changes_nothing():
    machine = Machine()
    machine.learn(1000)
    machine.choice.round_took(10 * machine.alone)
    assert machine.learn(100) == 2


def test_the_cores_are_looked_at():
    """Is what is said of this machine a number of cores?"""
    import os

    look = IdleCores()
    assert 0 <= look() <= os.cpu_count()


def test_who_may_choose(monkeypatch):
    monkeypatch.setattr("dreamer.training.threads.available_cores", lambda: 2)
    assert may_choose(1, "cpu")
    assert not may_choose(2, "cpu")  # it was asked for
    assert not may_choose(1, "cuda")
    monkeypatch.setattr("dreamer.training.threads.available_cores", lambda: 1)
    assert not may_choose(1, "cpu")


@pytest.mark.parametrize("compiled", [True, False])
def test_only_what_may_be_compiled_chooses(parts, monkeypatch, compiled):
    """Plain code has the threads that were asked for, so that its numbers are the same each time."""
    rounds = []
    monkeypatch.setattr(test_compiling.compiling, "BackgroundCompiler", lambda *_: Said())
    monkeypatch.setattr(test_compiling.compiling, "may_choose", lambda *_: True)
    monkeypatch.setattr(ThreadChoice, "round_took", lambda self, seconds: rounds.append(seconds))
    updates = FasterUpdates(agent(parts), (OBS,), False, MANY if compiled else 1, 0.1)
    update(updates)
    assert len(rounds) == compiled
