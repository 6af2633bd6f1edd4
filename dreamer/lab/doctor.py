"""Checks that each package the day needs works here, and measures how long training will take.

    from dreamer.lab.doctor import examine
    examine()

Each package is used, not only imported. The command is `day38 doctor`; it also looks at what
helps and is not needed (`dreamer.lab.machine`). Packages are imported where they are tried, so that
one which does not load is named, too.
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import io
import sys
import sysconfig
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from dreamer.errors import UserError
from dreamer.lab import machine
from dreamer.progress import ticking

if TYPE_CHECKING:
    from dreamer.parts import Parts
    from dreamer.training.speed import Speed

WALKER = "dmc_walker_walk"
REMEDY = "set the lab up again, as its README says"
PYTHONS = ((3, 11), (3, 14))  # the first and the last that work
# An update takes as long as so many passes through the small layers of `outlook`: five times, beside other work, 4.2 to 6.6.
UPDATE = 4.6
LAB_MINUTES = 90
QUIET_SECONDS = 1.0  # of work, before a clock shows that it goes on

Uses = dict[str, Callable[[], str]]


def examine(everything: bool = False) -> bool:
    """Print a line for each package, as it is used; True where all of them work.

    everything: also what helps and is not needed; half a minute, as it compiles a little.
    """
    needed = [_try(name, use, "✗", REMEDY) for name, use in USES.items()]
    helps = [_try(name, use, "–") for name, use in HELPS.items()] if everything else []
    if not all(helps):
        print("(–: the lab works without it)")
    return all(needed)


def _try(name: str, use: Callable[[], str], without: str, remedy: str = "") -> bool:
    """Use one thing, print a line about it; whether it works."""
    mark, told = "✓", ""
    try:
        with (
            ticking(f"  {name:10}  being tried", after=QUIET_SECONDS, leave=False),
            contextlib.redirect_stderr(io.StringIO()),
        ):
            told = use()
    except Exception as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        mark, told = without, f"{reason}: {remedy}" if remedy else reason
    print(f"{mark} {name:10}  {told}", flush=True)
    return mark == "✓"


def outlook() -> None:
    """Print about how many minutes the lab's training will take here, before there are parts to measure it with."""
    from dreamer.agent.config import make_config
    from dreamer.training.speed import Speed

    config = make_config(WALKER, "laptop")
    speed = Speed(env_step=0.0, update=UPDATE * _seconds_of_small_layers())
    plain = speed.seconds(config.env_steps, config) / 60
    print(
        f"`laptop` will take about {plain / 2:.0f} minutes here, or {plain:.0f} where nothing compiles it "
        "(a guess: from how fast small layers are just now)"
    )
    if plain / 2 > LAB_MINUTES:
        print(
            "That is more than the lab has. Begin with `smoke`, and let `laptop` run overnight: it can be stopped and "
            "goes on where it was. Points for the agent begin at a return of 200, and what it has reached when it is handed in counts."
        )


def _seconds_of_small_layers() -> float:
    """Of a pass through sixty layers like those of an update, and back; the quickest of five."""
    import torch

    from dreamer.nets import Layer
    from dreamer.training.speed import cpu_threads

    def once() -> float:
        start, x = time.perf_counter(), torch.zeros(128, 128)
        for _ in range(15):
            for layer in layers:
                x = layer(x)
        x.sum().backward()
        return time.perf_counter() - start

    with cpu_threads(1):
        layers = [Layer(128, 128) for _ in range(4)]
        return min(once() for _ in range(5))


def budget(parts: Parts) -> None:
    """Measure an update on this machine and print how many minutes each preset takes."""
    from dreamer.agent.config import make_config

    for preset in ("smoke", "laptop"):
        config = make_config(WALKER, preset)
        speed = _speed(preset, parts)
        minutes = speed.seconds(config.env_steps, config) / 60
        print(f"{preset}: {config.env_steps:,} env steps, about {minutes:.0f} minutes")
    print(
        "That is without compiling. Where there is a C++ compiler and a second core, a run of more than a "
        "minute has its update compiled meanwhile; a long one then takes about half as long."
    )


def _speed(preset: str, parts: Parts) -> Speed:
    from dreamer.agent.agent import Agent
    from dreamer.agent.config import make_config
    from dreamer.envs.driver import EnvDriver
    from dreamer.training.randomness import RandomStream
    from dreamer.training.speed import cpu_threads, measure_speed

    config = make_config(WALKER, preset)
    driver = EnvDriver(WALKER, config.envs, **config.env_settings)
    with RandomStream(0), cpu_threads(config.threads):
        agent = Agent(driver.observation, driver.action, driver.discrete, config, parts)
        speed = measure_speed(agent, driver)
    driver.close()
    return speed


def _python() -> str:
    version = sys.version.split()[0]
    first, last = PYTHONS
    if not first <= sys.version_info[:2] <= last:
        told = " to ".join(f"{major}.{minor}" for major, minor in PYTHONS)
        raise UserError(f"{version}, where the lab needs {told}")
    return version


def _torch() -> str:
    import torch

    x = torch.linspace(-1, 1, 64).view(8, 8).requires_grad_()
    (gradient,) = torch.autograd.grad((x @ x).sum(), [x])
    if not torch.isfinite(gradient).all():
        raise UserError("a gradient came out that is no number")
    return f"{_version('torch')}: a gradient went through a matrix product"


def _dm_control() -> str:
    import numpy as np

    from dreamer.envs import make_env

    world = make_env(WALKER)
    world.reset(seed=0)
    start = time.perf_counter()
    for step in range(50):
        world.step(np.full(world.action_space.shape or (), (-1.0) ** step, np.float32))
    rate = 50 / (time.perf_counter() - start)
    world.close()
    return f"{_version('dm_control')}: the walker took 50 steps, {rate:,.0f} a second"


def _gymnasium() -> str:
    from dreamer.envs import make_env

    world = make_env("CartPole-v1")
    world.reset(seed=0)
    steps, fallen = 0, False
    while not fallen:
        _, _, fallen, _, _ = world.step(0)
        steps += 1
    world.close()
    return f"{_version('gymnasium')}: a cart that always pushes left dropped its pole after {steps} steps"


def _matplotlib() -> str:
    from dreamer.style import figure_style

    buffer = io.BytesIO()
    with figure_style() as plt:
        figure, ax = plt.subplots(figsize=(2, 1))
        ax.plot([0, 1])
        figure.savefig(buffer)
        plt.close(figure)
    return f"{_version('matplotlib')}: a picture of {len(buffer.getvalue()):,} bytes was drawn"


def _ipywidgets() -> str:
    import ipywidgets

    seen: list[int] = []
    slider = ipywidgets.IntSlider(value=0, max=10)
    slider.observe(lambda change: seen.append(change["new"]), "value")
    slider.value = 7
    if seen != [7]:
        raise UserError("a slider was moved and did not say so")
    return f"{_version('ipywidgets')}: a slider was moved to {seen[0]}"


def _jupyterlab() -> str:
    version = _version("jupyterlab")
    if not any(Path(sysconfig.get_path("scripts")).glob("jupyter-lab*")):
        raise UserError("its command jupyter-lab is not there")
    return version


def _version(package: str) -> str:
    return importlib.metadata.version(package).split("+")[0]


USES: Uses = {
    "python": _python,
    "torch": _torch,
    "dm_control": _dm_control,
    "gymnasium": _gymnasium,
    "matplotlib": _matplotlib,
    "ipywidgets": _ipywidgets,
    "jupyterlab": _jupyterlab,
}

HELPS: Uses = {
    "drawing": machine.drawing,
    "compiler": machine.compiler,
    "widgets": machine.front_end,
    "disk": machine.disk,
    "cores": machine.cores,
}
