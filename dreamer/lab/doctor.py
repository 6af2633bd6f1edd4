"""Checks that each package the day needs works here, and measures how long training will take.

    from dreamer.lab.doctor import examine
    examine()

Each package is used, not only imported. The command is `day38 doctor`.
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import io
import shutil
import sys
import sysconfig
import time
from collections.abc import Callable

import torch

from dreamer.agent.agent import Agent
from dreamer.agent.config import make_config
from dreamer.envs.driver import EnvDriver
from dreamer.errors import UserError
from dreamer.parts import Parts
from dreamer.training.randomness import RandomStream
from dreamer.training.speed import Speed, cpu_threads, measure_speed

WALKER = "dmc_walker_walk"
REMEDY = "set up again with `make lab` or `conda env create -f environment.yml`"


def examine() -> bool:
    """Print a line for each package, as it is used; True where all of them work."""
    fine = True
    for package, use in USES.items():
        try:
            with contextlib.redirect_stderr(io.StringIO()):
                print(f"✓ {package:10}  {use()}")
        except Exception as error:
            reason = " ".join(str(error).split()) or type(error).__name__
            print(f"✗ {package:10}  {reason}: {REMEDY}")
            fine = False
    return fine


def budget(parts: Parts) -> None:
    """Measure an update on this machine and print how many minutes each preset takes."""
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
    config = make_config(WALKER, preset)
    driver = EnvDriver(WALKER, config.envs, **config.env_settings)
    with RandomStream(0), cpu_threads(config.threads):
        agent = Agent(driver.observation, driver.action, driver.discrete, config, parts)
        speed = measure_speed(agent, driver)
    driver.close()
    return speed


def _python() -> str:
    version = sys.version.split()[0]
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        raise UserError(f"{version}, where the lab needs 3.11 to 3.13")
    return version


def _torch() -> str:
    x = torch.linspace(-1, 1, 64).view(8, 8).requires_grad_()
    (gradient,) = torch.autograd.grad((x @ x).sum(), [x])
    if not torch.isfinite(gradient).all():
        raise UserError("a gradient came out that is no number")
    return f"{_version('torch')}: a gradient went through a matrix product"


def _dm_control() -> str:
    driver = EnvDriver(WALKER, 1)
    driver.reset(0)
    start = time.perf_counter()
    for step in range(50):
        driver.step(torch.full((1, driver.action), (-1.0) ** step))
    rate = 50 / (time.perf_counter() - start)
    driver.close()
    return f"{_version('dm_control')}: the walker took 50 steps, {rate:,.0f} a second"


def _gymnasium() -> str:
    driver = EnvDriver("CartPole-v1", 1)
    driver.reset(0)
    steps = 0
    while not driver.seen.is_last.any():
        driver.step(torch.tensor([[1.0, 0.0]]))
        steps += 1
    driver.close()
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
    if not (shutil.which("jupyter-lab", path=sysconfig.get_path("scripts"))):
        raise UserError("its command jupyter-lab is not there")
    return version


def _version(package: str) -> str:
    return importlib.metadata.version(package).split("+")[0]


USES: dict[str, Callable[[], str]] = {
    "python": _python,
    "torch": _torch,
    "dm_control": _dm_control,
    "gymnasium": _gymnasium,
    "matplotlib": _matplotlib,
    "ipywidgets": _ipywidgets,
    "jupyterlab": _jupyterlab,
}
