"""The command `grader`: what instructors do with the lab.

    grader release --out day38.zip

A mistake that the caller can mend is one line on stderr and exit code 2.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dreamer.errors import UserError
from grader.release import release


def main(argv: list[str] | None = None) -> int:
    args = _parser().parse_args(argv)
    try:
        args.run_command(args)
    except (UserError, OSError) as error:
        print(f"grader {args.command}: {' '.join(str(error).split())}", file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="grader", description="What instructors do.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    bundle = commands.add_parser("release", help="pack what learners get into one zip file")
    bundle.add_argument("--out", type=Path, default=Path("day38.zip"))
    bundle.add_argument(
        "--unlock", nargs="+", default=[], metavar="EXERCISE", help="come with their answer"
    )
    bundle.set_defaults(run_command=_release)
    return parser


def _release(args) -> None:
    count = release(args.out, args.unlock)
    print(f"packed {count} files into {args.out}")


if __name__ == "__main__":
    sys.exit(main())
