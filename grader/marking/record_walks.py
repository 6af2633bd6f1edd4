"""Records the walks along which agents are compared (`grader/marking/likeness.py`): the lab's own agent, disturbed.

    python -m grader.marking.record_walks

Physics differs in its last digits from machine to machine, so the file is kept, and not made anew by `make build`.
"""

from __future__ import annotations

import numpy as np
import torch

from dreamer.envs.driver import EnvDriver
from dreamer.lab.handin import TASK
from dreamer.training.randomness import RandomStream
from dreamer.training.trainer import load_shipped
from grader.knowledge.right_answers import reference_parts
from grader.marking.likeness import DISTURBED, HELD, WALKS, Walks

EACH = 6  # walks of a kind
STEPS = 240  # env steps of a walk: six seconds
SEED = 380


@torch.no_grad()
def record(disturbed: float, seed: int) -> Walks:
    """`EACH` walks of the lab's agent, with this share of its actions drawn at random instead."""
    agent = load_shipped(TASK, reference_parts()).agent
    driver = EnvDriver(TASK, EACH)
    driver.reset(seed)
    state, action = agent.initial(EACH), torch.zeros(EACH, driver.action)
    seen, held = [], []
    chance = torch.Generator().manual_seed(seed)
    with RandomStream(seed):
        for step in range(STEPS):
            now = driver.seen
            if step % HELD == 0:
                action, state = agent.act(now.obs, action, now.is_first, state, explore=False)
                drawn = 2 * torch.rand(action.shape, generator=chance) - 1
                instead = torch.rand(EACH, 1, generator=chance) < disturbed
                action = torch.where(instead, drawn, action)
            seen.append(now.obs)
            held.append(action)
            driver.step(action)
    driver.close()
    return Walks(torch.stack(seen), torch.stack(held))


def main() -> None:
    kinds = [record(share, SEED + EACH * n) for n, share in enumerate(DISTURBED)]
    arrays = {
        name: torch.cat([getattr(kind, name) for kind in kinds], 1).numpy().astype(np.float16)
        for name in Walks._fields
    }
    np.savez_compressed(WALKS, allow_pickle=False, **arrays)
    print(f"wrote {WALKS}")


if __name__ == "__main__":
    main()
