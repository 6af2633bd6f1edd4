"""Learns while a second process compiles, after a first one was killed in the middle; says what came of it.

    python -m tests.training.compile_twice

A process of its own: in pytest's, torch finds nothing that another process has put into its cache.
"""

import json
import time
from dataclasses import replace
from unittest import mock

from torch._dynamo.utils import counters

from dreamer import load_parts
from dreamer.agent.replay import some_batch
from dreamer.training import compiling
from dreamer.training.compiling import STAGES, FasterUpdates
from dreamer.training.randomness import RandomStream
from dreamer.training.speed import cpu_threads
from tests.conftest import ROOT
from tests.training.test_speed import ACTION, OBS, PAPER, agent

MANY = 10**6
LAYERS = ("encoder_layers", "decoder_layers", "actor_layers", "critic_layers")
SMALL = replace(PAPER, imagination_steps=1, batch_length=2, **dict.fromkeys(LAYERS, 1))


def main() -> None:
    learner = agent(load_parts(ROOT / "solutions" / "day38"), SMALL)
    batch = some_batch(SMALL.batch_size, SMALL.batch_length, (OBS,), ACTION)
    took = []  # a list for each second process: stage and seconds

    def learn(stages: int) -> None:
        updates, own = FasterUpdates(learner, (OBS,), False, MANY, per_update=0.01), []
        took.append(own)
        finished = updates.forecast.finished

        def note(stage, used):
            own.append((stage.unit, stage.took))
            finished(stage, used)

        with mock.patch.object(updates.forecast, "finished", note):
            while len(own) < stages:
                updates.update(batch, learner.initial(SMALL.batch_size), MANY)
                time.sleep(0.2)
        updates.close()

    with RandomStream(0), cpu_threads(SMALL.threads):
        with mock.patch.object(compiling, "LOADING", float("inf")):
            learn(1)  # takes over nothing
        with mock.patch.object(compiling, "LOADING", float("-inf")):
            learn(len(STAGES["cpu"]))  # takes over also what is no faster
    said = {"took": took, "missed": counters["inductor"]["fxgraph_cache_miss"]}
    print(json.dumps(said | {"found": counters["inductor"]["fxgraph_cache_hit"]}))


if __name__ == "__main__":
    with mock.patch.object(
        compiling, "available_cores", return_value=1
    ):  # at no lower priority, then
        main()
