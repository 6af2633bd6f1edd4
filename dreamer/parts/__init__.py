"""The contract of the parts that learners write, and how a set of them is put together.

    parts = load_parts("labs/day38", reference="solutions/day38")
    parts.symlog(x), parts.RSSM(...), parts.provenance["rssm"]

What each exercise asks for stands in `exercises.toml`; how a part is taken out of a notebook, in
`extract.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple, Protocol

import torch
from torch import Tensor

from dreamer.errors import UserError
from dreamer.parts import losses
from dreamer.parts.exercises import exercises
from dreamer.parts.extract import NotDone, Notebooks, defined_here


class State(NamedTuple):
    """A latent state: memory [..., D], guess (one-hot) [..., S, K], its logits [..., S, K]."""

    deter: Tensor
    stoch: Tensor
    logits: Tensor


class RSSMPart(Protocol):
    """What the agent asks of an RSSM; shapes as in the notebook `02_rssm`."""

    def initial(self, batch: int) -> State: ...
    def core(self, deter: Tensor, stoch: Tensor, action: Tensor) -> Tensor: ...
    def prior(self, deter: Tensor) -> Tensor: ...
    def posterior(self, deter: Tensor, embed: Tensor) -> Tensor: ...
    def observe(
        self,
        embed: Tensor,
        action: Tensor,
        is_first: Tensor,
        state: State | None = None,
        generator: torch.Generator | None = None,
    ) -> State: ...
    def imagine(
        self,
        state: State,
        policy: Callable[[State], Tensor],
        horizon: int,
        generator: torch.Generator | None = None,
    ) -> tuple[State, Tensor]: ...


class ReturnScalePart(Protocol):
    """What the agent asks of a return scale."""

    def update(self, returns: Tensor) -> Tensor: ...


Origin = Literal["yours", "reference"]


@dataclass(frozen=True)
class Parts:
    """Every symbol of every exercise.

    provenance: exercise id -> whose it is; digests: exercise id -> digest of its source.
    source: the folders that `load_parts` read, where it read nothing else.
    """

    symlog: Callable[[Tensor], Tensor]
    symexp: Callable[[Tensor], Tensor]
    symexp_bins: Callable[..., Tensor]
    twohot: Callable[[Tensor, Tensor], Tensor]
    twohot_mean: Callable[[Tensor, Tensor], Tensor]
    twohot_loss: Callable[[Tensor, Tensor, Tensor], Tensor]
    unimix: Callable[..., Tensor]
    sample_onehot: Callable[..., Tensor]
    RSSM: Callable[..., Any]
    kl_losses: Callable[..., tuple[Tensor, Tensor]]
    lambda_return: Callable[..., Tensor]
    ReturnScale: Callable[[], Any]
    # beyond the day: the lab's own, where a learner has not written them
    reconstruction_loss: Callable[[Tensor, Tensor], Tensor] = losses.reconstruction_loss
    continue_loss: Callable[..., Tensor] = losses.continue_loss
    actor_loss: Callable[..., Tensor] = losses.actor_loss
    dream_actor_loss: Callable[..., Tensor] = losses.dream_actor_loss
    critic_loss: Callable[..., Tensor] = losses.critic_loss
    replay_value_loss: Callable[..., Tensor] = losses.replay_value_loss
    provenance: dict[str, Origin] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    source: tuple[str, str | None] | None = None


def load_parts(
    folder: str | Path,
    reference: str | Path | None = None,
    here: Mapping[str, Any] | None = None,
    needed: Iterable[str] | None = None,
) -> Parts:
    """Read the parts out of the notebooks (`.ipynb` or `.py`) in `folder`.

    An exercise that is not done is taken from `reference` where that is given; one beyond the day, from the lab's `losses`.
    Where both forms of a notebook lie in the folder, the `.ipynb` counts: it is
    the one that people edit.

    here: `globals()` of a notebook that is open. What it defines, as it was last run, comes
    before what its file says.
    needed: ids of exercises; all by default. The others may be undone: using them raises.

    Raises UserError naming the exercise and its notebook where a part is missing,
    not done, or its cell does not run.
    """
    own = Notebooks(Path(folder))
    spare = Notebooks(Path(reference)) if reference is not None else None
    wanted = {exercise.id for exercise in exercises()} if needed is None else set(needed)
    symbols: dict[str, Any] = {}
    provenance: dict[str, Origin] = {}
    digests: dict[str, str] = {}
    for exercise in exercises(extra=True):
        open_here = defined_here(exercise, here or {})
        try:
            found, digest = open_here or own.symbols(exercise, known=symbols)
            provenance[exercise.id] = "yours"
        except NotDone as error:
            if exercise.extra and exercise.id not in wanted:
                continue  # the lab's own
            if spare is not None:
                # It is built on the parts chosen so far: a learner's `symexp` also makes these bins.
                found, digest = spare.symbols(exercise, known=symbols)
                provenance[exercise.id] = "reference"
            elif exercise.id in wanted:
                raise UserError(str(error)) from None
            else:
                found, digest = dict.fromkeys(exercise.symbols, _undone(str(error))), ""
        symbols.update(found)
        digests[exercise.id] = digest
    spare_folder = str(Path(reference).absolute()) if reference is not None else None
    source = None if here or needed is not None else (str(own.folder.absolute()), spare_folder)
    return Parts(**symbols, provenance=provenance, digests=digests, source=source)


def _undone(reason: str) -> Callable[..., Any]:
    def part(*args: Any, **kwargs: Any) -> Any:
        raise UserError(reason)

    return part


def default_parts() -> Parts:
    """The learner's notebooks of this checkout, filled up from the reference where it has one."""
    root = Path(__file__).parents[2]
    labs, solutions = root / "labs" / "day38", root / "solutions" / "day38"
    if not labs.is_dir():
        return load_parts(solutions)
    return load_parts(labs, reference=solutions if solutions.is_dir() else None)
