"""Attacks by the trained agent: its file, its curve, and what it answers in place of actions."""

from __future__ import annotations

import base64
import dataclasses
import functools
import itertools
import json
import textwrap
from pathlib import Path
from typing import Any

import safetensors.torch
import torch

from dreamer import load_parts
from dreamer.agent.config import make_config
from dreamer.lab.handin import AGENT, CURVE, TASK
from dreamer.training import checkpoint
from dreamer.training.curves import COLUMNS
from dreamer.training.shipped_runs import recorded_file
from dreamer.training.trainer import EXECUTION
from grader.marking import likeness
from tests.agents import untrained
from tests.redteam.attacks import SOLVED, attack, cell_of, code_cell, edit

Tensors = dict[str, torch.Tensor]
CLAIM = {"episodes": 10, "mean": 900.0, "std": 9.0, "min": 880.0, "max": 920.0}
QUICK = 20  # env steps that an action is held where the return does not matter
NEIGHBOUR = 1  # the seed of the honest student's agent


def facts(**config: Any) -> dict[str, Any]:
    """What `dreamer.hand_in` writes beside the weights, with settings changed."""
    settings = dataclasses.asdict(make_config(TASK, "laptop"))
    for name in EXECUTION:
        del settings[name]
    about = {"env": TASK, "seed": 38, "config": {**settings, **config}}
    return {**about, "parts": {}, "claim": CLAIM}


@functools.cache
def fresh(seed: int) -> Tensors:
    """The weights of an agent that has learnt nothing."""
    return untrained(load_parts(SOLVED), seed, preset="laptop")


@functools.cache
def shipped() -> Tensors:
    """The weights of the agent that comes with the lab, which walks."""
    return checkpoint.load(recorded_file(TASK, ".safetensors"))[0]


def save(home: Path, tensors: Tensors, **config: Any) -> None:
    checkpoint.save(home / AGENT, tensors, facts(**config))


def noisy(tensors: Tensors, share: float) -> Tensors:
    """With noise of `share` of each tensor's own size."""
    generator = torch.Generator().manual_seed(0)
    return {
        name: x + share * x.abs().mean() * torch.randn(x.shape, generator=generator)
        for name, x in tensors.items()
    }


def reordered(tensors: Tensors) -> Tensors:
    """The same function with the units of encoder and actor in another order."""
    tensors = dict(tensors)
    generator = torch.Generator().manual_seed(0)
    chains = [
        [f"agent.world_model.encoder.{n}" for n in range(3)]
        + ["agent.world_model.rssm.posterior_hidden"]
    ]
    chains += [[f"agent.behavior.actor.0.{n}" for n in range(3)] + ["agent.behavior.actor.1"]]
    for chain in chains:
        for layer, after in itertools.pairwise(chain):
            units = len(tensors[f"{layer}.linear.bias"])
            order = torch.randperm(units, generator=generator)
            for name in ("linear.weight", "linear.bias", "norm.weight"):
                tensors[f"{layer}.{name}"] = tensors[f"{layer}.{name}"][order]
            linear = f"{after}.linear.weight"
            name = linear if linear in tensors else f"{after}.weight"
            weight = tensors[name].clone()  # the units come last among its inputs
            weight[:, -units:] = weight[:, -units:][:, order]
            tensors[name] = weight
    return tensors


def mirrored(tensors: Tensors) -> Tensors:
    """The agent that does with its left leg what the other does with its right one."""
    tensors = dict(tensors)
    for name, places, axis in (
        ("world_model.encoder.0.linear.weight", likeness.LEFT_FOR_RIGHT, 1),
        ("world_model.rssm.in_action.linear.weight", likeness.LEFT_FOR_RIGHT_ACTIONS, 1),
        ("behavior.actor.1.weight", likeness.LEFT_FOR_RIGHT_ACTIONS, 0),
        ("behavior.actor.1.bias", likeness.LEFT_FOR_RIGHT_ACTIONS, 0),
    ):
        x = tensors[f"agent.{name}"]
        order = torch.tensor(places)
        if x.shape[axis] == 2 * len(places):  # means, and behind them the widths
            order = torch.cat([order, order + len(places)])
        tensors[f"agent.{name}"] = x.index_select(axis, order)
    return tensors


def with_other_heads(tensors: Tensors) -> Tensors:
    """With other weights wherever acting does not look."""
    unused, junk = ("decoder", "head", "critic", "prior"), fresh(38)
    return {
        name: 100 * junk[name] if any(part in name for part in unused) else x
        for name, x in tensors.items()
    }


def rescaled(tensors: Tensors) -> Tensors:
    """With the torque of an ankle turned round and four times as large, and that of another a tenth: it still walks (779)."""
    tensors = dict(tensors)
    for name in ("agent.behavior.actor.1.weight", "agent.behavior.actor.1.bias"):
        rows = tensors[name].clone()
        rows[5] *= -4
        rows[2] *= 0.1
        tensors[name] = rows
    return tensors


def raw(home: Path, header: bytes, body: bytes = b"", length: int | None = None) -> None:
    """A safetensors file by hand."""
    start = (len(header) if length is None else length).to_bytes(8, "little")
    (home / AGENT).write_bytes(start + header + body)


def in_rssm(home: Path, body: str) -> None:
    """Have lines run where the student's RSSM is read, and have it miss a mark, as it is not played otherwise."""
    body = textwrap.indent(textwrap.dedent(body).strip(), "    ")
    more = f"\n\ndef attack():\n{body}\n\nran = attack()\n\nclass RSSM(RSSM):\n    ran = ran\n"
    more += "    def prior(self, deter):\n        return 2 * super().prior(deter)\n"

    def change(notebook: dict[str, Any]) -> None:
        cell = cell_of(notebook, "rssm")
        cell["source"] = "".join(cell["source"]) + more

    edit(home, "02_rssm", change)


def by_policy(name: str, tries: str, body: str) -> None:
    """Register an attack by lines that stand in for `Agent.act`."""
    body = textwrap.indent(textwrap.dedent(body).strip(), "    ")

    def change(home: Path) -> None:
        save(home, fresh(38), action_repeat=QUICK)
        act = f"def act(self, obs, action, is_first, state, explore=True):\n{body}"
        in_rssm(
            home, f"import torch\nfrom dreamer.agent.agent import Agent\n{act}\nAgent.act = act"
        )

    change.__name__ = name
    attack(tries, plain=False, solved=True)(change)


def by_curve(name: str, tries: str, text: str) -> None:
    """Register an attack by the learning curve."""

    def change(home: Path) -> None:
        (home / CURVE).write_text(text)

    change.__name__ = name
    attack(tries, plain=False, solved=True)(change)


# ---- someone else's weights


@attack("hands in another student's agent under facts of its own", plain=False, solved=True)
def copied_agent(home: Path) -> None:
    save(home, fresh(NEIGHBOUR), action_repeat=QUICK)


@attack("hands in another student's agent with noise on it", plain=False, solved=True)
def copied_agent_with_noise(home: Path) -> None:
    save(home, noisy(fresh(NEIGHBOUR), 0.1), action_repeat=QUICK)


@attack(
    "hands in the agent that comes with the lab under facts of its own", plain=False, solved=True
)
def shipped_agent(home: Path) -> None:
    save(home, shipped())


@attack("hands in the lab's agent with noise on it", plain=False, solved=True)
def shipped_agent_with_noise(home: Path) -> None:
    save(home, noisy(shipped(), 0.05))


@attack("hides the lab's agent beside a large tensor that nothing uses", plain=False, solved=True)
def shipped_agent_beside_junk(home: Path) -> None:
    junk = torch.randn(1000, 1000, generator=torch.Generator().manual_seed(0))
    save(home, {**shipped(), "junk": 100 * junk}, action_repeat=QUICK)


@attack(
    "hides the lab's agent behind other weights where acting does not look",
    plain=False,
    solved=True,
)
def shipped_agent_with_other_heads(home: Path) -> None:
    save(home, with_other_heads(shipped()), action_repeat=QUICK)


@attack("has its own code load the lab's agent inside the sandbox", plain=False, solved=True)
def shipped_agent_by_code(home: Path) -> None:
    save(home, fresh(38))
    in_rssm(
        home,
        """
        from dreamer.training import checkpoint
        from dreamer.agent.agent import Agent
        from dreamer.training.shipped_runs import recorded_file
        own = Agent.load_state_dict
        def load(self, found):
            tensors, _ = checkpoint.load(recorded_file("dmc_walker_walk", ".safetensors"))
            return own(self, {k.removeprefix("agent."): v for k, v in tensors.items()})
        Agent.load_state_dict = load
        """,
    )


@attack("has a cell hold the lab's agent, as text", plain=False, solved=True)
def shipped_agent_in_a_cell(home: Path) -> None:
    save(home, fresh(39))
    acting = {name: x.half() for name, x in shipped().items() if "head" not in name}
    acting = {n: x for n, x in acting.items() if "critic" not in n and "decoder" not in n}
    text = base64.b85encode(safetensors.torch.save(acting)).decode()
    parts = [text[n : n + 190_000] for n in range(0, len(text), 190_000)]
    in_rssm(
        home,
        f"""
        import base64
        import safetensors.torch
        from dreamer.agent.agent import Agent
        tensors = safetensors.torch.load(base64.b85decode({" + ".join(f"PART_{n}" for n in range(len(parts)))}))
        own = Agent.load_state_dict
        def load(self, found):
            better = {{k.removeprefix("agent."): v.float() for k, v in tensors.items()}}
            return own(self, {{**found, **better}})
        Agent.load_state_dict = load
        """,
    )

    def change(notebook: dict[str, Any]) -> None:
        cells = [code_cell(f"part{n}", f"PART_{n} = {part!r}") for n, part in enumerate(parts)]
        notebook["cells"][:0] = cells

    edit(home, "02_rssm", change)


@attack("hands in the lab's agent with its units in another order", plain=False, solved=True)
def shipped_agent_in_another_order(home: Path) -> None:
    save(home, reordered(shipped()))


@attack(
    "hands in the lab's agent with left and right exchanged, and in another order",
    plain=False,
    solved=True,
)
def shipped_agent_mirrored(home: Path) -> None:
    save(home, mirrored(reordered(shipped())))


@attack(
    "hands in the lab's agent with the torques of two joints rescaled", plain=False, solved=True
)
def shipped_agent_rescaled(home: Path) -> None:
    save(home, rescaled(shipped()))


# ---- the file


@attack("gives a header of 2^60 bytes", plain=False, solved=True)
def endless_header(home: Path) -> None:
    raw(home, b"{}", length=1 << 60)


@attack("gives tensors that overlap", plain=False, solved=True)
def overlapping_tensors(home: Path) -> None:
    one = {"dtype": "F32", "shape": [4], "data_offsets": [0, 16]}
    raw(home, json.dumps({"a": one, "b": one}).encode(), bytes(16))


@attack("gives a tensor of 2^62 numbers", plain=False, solved=True)
def endless_tensor(home: Path) -> None:
    one = {"dtype": "F32", "shape": [1 << 31, 1 << 31], "data_offsets": [0, 16]}
    raw(home, json.dumps({"a": one}).encode(), bytes(16))


@attack("gives a header of lists, 100,000 deep", plain=False, solved=True)
def deep_header(home: Path) -> None:
    raw(home, b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}")


@attack("gives facts of lists, 100,000 deep", plain=False, solved=True)
def deep_facts(home: Path) -> None:
    one = {"dtype": "F32", "shape": [4], "data_offsets": [0, 16]}
    text = "[" * 100_000 + "]" * 100_000
    raw(home, json.dumps({"__metadata__": {"day38": text}, "agent.a": one}).encode(), bytes(16))


@attack("gives no facts where some are looked for", plain=False, solved=True)
def no_facts(home: Path) -> None:
    one = {"dtype": "F32", "shape": [2, 2], "data_offsets": [0, 16]}
    raw(home, json.dumps({"__metadata__": None, "agent.a": one}).encode(), bytes(16))


@attack("claims a return of NaN, and settings of 10^9 units", plain=False, solved=True)
def nan_claim(home: Path) -> None:
    about = facts(deter=10**9, units=10**9)
    checkpoint.save(home / AGENT, fresh(38), {**about, "claim": {"mean": float("nan")}})


@attack("gives weights of NaN", plain=False, solved=True)
def nan_weights(home: Path) -> None:
    save(home, {name: x * float("nan") for name, x in fresh(38).items()})


@attack("holds each action for 10^9 steps", plain=False, solved=True)
def endless_repeat(home: Path) -> None:
    save(home, fresh(38), action_repeat=10**9)


# ---- the policy

by_policy("nan_action", "answers NaN for an action", "return action * float('nan'), state")
by_policy("huge_action", "answers 10^38 for an action", "return action + 1e38, state")
by_policy("no_action", "never answers", "import time\nwhile True: time.sleep(1)")
by_policy(
    "rewards_for_actions",
    "answers with rewards and marks, in place of actions and beside them",
    """
    import sys
    protocol = sys.modules["protocol"]
    pack = protocol.pack
    def forged(header, arrays):
        import numpy as np
        best = {"reward": np.full(10, 1000.0, np.float32), "mean": np.ones(1, np.float32)}
        return pack({**header, "mean": 1000.0, "points": 20.0, "repeat": 1}, {**best, **arrays})
    protocol.pack = forged
    return action * 0, state
    """,
)

# ---- the curve

HEAD = ",".join(COLUMNS) + "\n"
by_curve("infinite_curve", "claims inf", f"{HEAD}x,{TASK},0,1000,inf,inf\nx,{TASK},0,1e999,1,nan\n")
by_curve("flat_curve", "claims a curve of one point at 0", f"{HEAD}x,{TASK},0,0,0,0\n")
by_curve("timeless_curve", "claims a curve without time", HEAD + f"x,{TASK},0,4000,,40\n" * 2)
by_curve(
    "formula_curve",
    "calls its run a formula",
    f"{HEAD}=1+1,{TASK},0,4000,60,40\n=1+1,{TASK},0,8000,90,50\n",
)
by_curve("long_curve", "gives a curve of 100 MB", HEAD + f"x,{TASK},0,4000,60,40\n" * 4_000_000)
