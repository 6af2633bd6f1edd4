"""The table that `day38 settings` prints, read from `config.py`, where each setting has its reason.

day38 settings > docs/settings.md
"""

from __future__ import annotations

import dataclasses
import inspect
import re

from dreamer.agent.config import Config
from dreamer.agent.presets import PRESETS

FIELD = re.compile(r"^    (?P<name>\w+): [^=\n]+ = [^#\n]*  # (?P<reason>.*)$", re.M)
GROUP = re.compile(r"^    # (?P<group>.*)$", re.M)
HEAD = """# Settings

`Trainer(..., config={"name": value})`, or `day38 train --set name=value`. The defaults are the paper's (`size1m` of the
official `configs.yaml`, for proprioceptive control). `laptop` is the preset of dm_control's tasks, `pixels` that of
the same as a camera sees them, `lander` and `pendulum` are LunarLander's and Pendulum's, and `classic` is that of Gymnasium's other worlds. Where their column is empty, they keep the default.
"""
# `paper` is the default, and `smoke` is `laptop` cut short.
SHOWN = [name for name in PRESETS if name not in ("paper", "smoke")]


def table() -> str:
    """Every setting as Markdown: default, presets, reason and unit."""
    source = inspect.getsource(Config)
    parts = re.split(GROUP, source[: source.index("def __post_init__")])
    lines = [HEAD]
    for group, text in zip(parts[1::2], parts[2::2], strict=True):
        lines += [f"\n## {group}\n", f"| setting | default | {' | '.join(SHOWN)} | what it is |"]
        lines += ["|---" * (len(SHOWN) + 3) + "|"]
        for name, reason in _fields(text).items():
            default = next(f.default for f in dataclasses.fields(Config) if f.name == name)
            presets = (PRESETS[preset] for preset in SHOWN)
            own = [_shown(preset[name]) if name in preset else "" for preset in presets]
            lines.append(f"| `{name}` | {_shown(default)} | {' | '.join(own)} | {reason} |")
    return "\n".join(lines) + "\n"


def _fields(text: str) -> dict[str, str]:
    """Setting -> its reason; empty where none stands there."""
    reasons = {match["name"]: match["reason"] for match in FIELD.finditer(text)}
    names = re.findall(r"^    (\w+): ", text, re.M)
    return {name: reasons.get(name, "") for name in names}


def _shown(value: object) -> str:
    return f"{value:,}" if type(value) is int and value >= 10_000 else str(value).lower()
