"""Commands of the lab day: `day38 check`, `progress`, `hand-in`, `doctor`, `settings`."""

from __future__ import annotations

import contextlib
from pathlib import Path

from dreamer.agent.settings_table import table
from dreamer.commands.arguments import LABS, Commands, add_run, lab_folder, run_of
from dreamer.errors import UserError, unknown_name
from dreamer.lab.checks import check
from dreamer.lab.checks.learner_progress import panel
from dreamer.lab.doctor import examine
from dreamer.lab.handin import hand_in
from dreamer.parts import load_parts
from dreamer.parts.exercises import exercises
from dreamer.parts.extract import load_exercise


def add_commands(commands: Commands) -> None:
    handing = commands.add_parser("hand-in", help="measure a trained agent and write its files")
    add_run(handing)
    handing.set_defaults(run_command=_hand_in)

    doctor = commands.add_parser("doctor", help="does everything that the day needs work here?")
    doctor.set_defaults(run_command=_doctor)

    settings = commands.add_parser("settings", help="every setting, as a table")
    settings.set_defaults(run_command=lambda args: print(table(), end=""))

    ask = commands.add_parser("check", help="ask your notebooks the visible questions")
    ask.add_argument("exercise", nargs="*", help="all by default")
    ask.set_defaults(run_command=_check)

    progress = commands.add_parser("progress", help="how far you have come")
    progress.set_defaults(run_command=_progress)

    for command in (handing, ask, progress):
        command.add_argument("--parts", type=Path, help=f"by default {LABS}, or this folder")


def _hand_in(args) -> None:
    folder = _notebooks(args)
    hand_in(run_of(args), load_parts(folder), folder)


def _check(args) -> None:
    known = {exercise.id: exercise for exercise in exercises(extra=True)}
    for id in args.exercise:
        if id not in known:
            raise UserError("exercise: " + unknown_name(id, list(known)))
    folder = _notebooks(args)
    for id in args.exercise or [exercise.id for exercise in exercises()]:
        try:
            objects = load_exercise(folder, known[id])
        except UserError as error:
            print(f"{id} · cannot be read: {error}\n")
            continue
        with contextlib.chdir(folder):  # progress is kept beside the notebooks
            check(id, *objects)
        print()
    print(panel(folder))


def _doctor(args) -> None:
    if not examine(everything=True):
        raise UserError("not everything works: see above")


def _progress(args) -> None:
    print(panel(_notebooks(args)))


def _notebooks(args) -> Path:
    folder = args.parts or lab_folder()
    if not folder.is_dir():
        raise UserError(f"no folder {folder}: give the one that holds the notebooks with --parts")
    return folder.absolute()
