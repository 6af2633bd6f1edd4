"""Where the time of an update goes, and how far it is from what the machine can do.

    python benchmarks/update.py --preset laptop

Prints, for one update on random data: its arithmetic and the time that this would take
at the machine's measured matrix peak (the floor); the plain update, its stages and its
operators; the compiled update, and the ratio to the plain one in this same run.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable

import torch
from torch.profiler import ProfilerActivity, profile
from torch.utils.flop_counter import FlopCounterMode

from dreamer.agent.agent import Agent
from dreamer.agent.config import make_config
from dreamer.agent.presets import PRESETS
from dreamer.agent.replay import Step
from dreamer.commands.arguments import setting
from dreamer.parts import State, load_parts
from dreamer.training.compiling import stages_of
from dreamer.training.randomness import RandomStream
from dreamer.training.speed import cpu_threads

OBS, ACTION = {"state": (24,), "pixels": (64, 64, 3)}, 6  # walker
KINDS = {  # operators, by what they spend their time on
    "matrix products": ("aten::mm", "aten::bmm", "aten::addmm", "aten::baddbmm"),
    "random numbers": ("aten::uniform_", "aten::normal_", "aten::exponential_"),
    "moving memory": ("aten::copy_", "aten::cat", "aten::fill_", "aten::index"),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--preset", choices=PRESETS, default="laptop")
    parser.add_argument("--obs", choices=OBS, help="the preset's by default")
    parser.add_argument(
        "--set", type=setting, nargs="+", default=[], metavar="NAME=VALUE", dest="settings"
    )
    parser.add_argument("--parts", default="solutions/day38", help="a folder of notebooks")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--plain", action="store_true", help="leave the compiled update out")
    args = parser.parse_args()
    settings = {"preset": args.preset, "device": args.device, **dict(args.settings)}
    config = make_config("dmc_walker_walk", settings | ({"obs": args.obs} if args.obs else {}))
    with RandomStream(0), cpu_threads(args.threads):
        agent = Agent(OBS[config.obs], ACTION, False, config, load_parts(args.parts)).to(
            config.device
        )
        batch, context = random_batch(agent)
        measure(agent, batch, context, args.plain)


def measure(agent: Agent, batch: Step, context: State, plain_only: bool) -> None:
    def update() -> None:
        agent.update(batch, context)

    update()
    peak = matrix_peak(agent.device)
    with FlopCounterMode(display=False) as counter:
        agent.loss(batch, context)[0].backward()
    flops = counter.get_total_flops()
    print(f"torch {torch.__version__}, {torch.get_num_threads()} threads, {device_name(agent)}")
    print(f"matrix peak      {peak / 1e9:8.0f} GFLOP/s, measured on 1024×1024 float32")
    print(
        f"arithmetic       {flops / 1e9:8.2f} GFLOP an update; floor {1000 * flops / peak:.1f} ms"
    )
    plain = milliseconds(update, agent.device)
    report("plain update", plain, flops, peak)
    for name, call in stages(agent, batch, context).items():
        print(f"  {name:<23}{milliseconds(call, agent.device):6.1f} ms")
    if agent.device.type == "cpu":
        operators(update)
    if plain_only:
        return
    for stage in stages_of(agent.config):
        agent.compile_unit(stage.unit)
        start = time.perf_counter()
        update()
        took = time.perf_counter() - start
        now = milliseconds(update, agent.device)
        print(
            f"  compiling {stage.unit:<13}{took:6.0f} s (seconds once torch has it kept): {now:.1f} ms"
        )
    compiled = milliseconds(update, agent.device)
    report("compiled update", compiled, flops, peak)
    alone = milliseconds(lambda: agent.update(batch, context, behavior=False), agent.device)
    print(f"  of the world model alone  {alone:6.1f} ms")
    print(f"ratio            {plain / compiled:8.2f} × the plain update's speed")


def random_batch(agent: Agent) -> tuple[Step, State]:
    """A batch as replay gives it, on the agent's device."""
    c = agent.config
    shape = (c.batch_size, c.batch_length)
    no = torch.zeros(shape, dtype=torch.bool)
    obs = torch.randn(*shape, *OBS["state"])
    if c.obs == "pixels":
        obs = torch.randint(256, (*shape, *OBS["pixels"]), dtype=torch.uint8)
    action = torch.rand(*shape, ACTION) * 2 - 1
    steps = Step(obs, action, torch.rand(shape), no, no, no)
    return Step(*(x.to(agent.device) for x in steps)), agent.initial(c.batch_size)


def stages(agent: Agent, batch: Step, context: State) -> dict[str, Callable[[], object]]:
    """The stages of an update, each a call of its own."""
    behavior, world_model = agent.behavior, agent.world_model
    _, states = world_model.losses(batch, context)
    start = State(*(x[:, -agent.config.starts :].detach().flatten(0, 1) for x in states))

    def learn(losses: dict[str, torch.Tensor]) -> None:
        torch.stack([value.mean() for value in losses.values()]).sum().backward()

    return {
        "world model": lambda: learn(world_model.losses(batch, context)[0]),
        "dream": lambda: behavior.dream(world_model, start),
        "dream, actor, critic": lambda: learn(
            behavior.losses(behavior.dream(world_model, start))[0]
        ),
        "optimiser": agent.optimizer.step,
    }


def operators(update: Callable[[], None], updates: int = 5) -> None:
    """What the plain update's operators spend, and what calling so many of them costs."""
    with profile(activities=[ProfilerActivity.CPU]) as record:
        for _ in range(updates):
            update()
    events = [e for e in record.key_averages() if e.key.startswith("aten::")]
    total = sum(e.self_cpu_time_total for e in events)
    calls = sum(e.count for e in events if e.self_cpu_time_total) / updates
    for kind, names in KINDS.items():
        share = sum(e.self_cpu_time_total for e in events if e.key in names) / total
        print(f"  {kind:<23}{100 * share:6.0f} % of operator time")
    tiny, out = torch.zeros(1), torch.zeros(1)
    call = milliseconds(lambda: [torch.add(tiny, tiny, out=out) for _ in range(1000)], tiny.device)
    print(f"  {calls:,.0f} operators, of which an empty one costs {call:.1f} µs from Python")


def matrix_peak(device: torch.device) -> float:
    """Floating-point operations a second of a large matrix product."""
    a = torch.randn(1024, 1024, device=device)
    return 2 * 1024**3 / (milliseconds(lambda: a @ a, device) / 1000)


def milliseconds(call: Callable[[], object], device: torch.device, count: int = 20) -> float:
    """Median of `count` calls, after two that are left out."""

    def wait() -> None:
        if device.type == "cuda":
            torch.cuda.synchronize()

    times = []
    for _ in range(count + 2):
        wait()
        start = time.perf_counter()
        call()
        wait()
        times.append(time.perf_counter() - start)
    return 1000 * statistics.median(times[2:])


def report(name: str, ms: float, flops: int, peak: float) -> None:
    fraction = flops / peak / (ms / 1000)
    print(f"{name:<17}{ms:8.1f} ms, {1000 / ms:.1f} updates/s, {100 * fraction:.0f} % of the peak")


def device_name(agent: Agent) -> str:
    return torch.cuda.get_device_name() if agent.device.type == "cuda" else str(agent.device)


if __name__ == "__main__":
    main()
