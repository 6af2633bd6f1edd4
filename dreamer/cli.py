"""The command line `day38`. The commands themselves are in `dreamer.commands`, a file for each group.

A mistake that the caller can mend is one line on stderr and exit code 2.
"""

from __future__ import annotations

import argparse
import sys

from dreamer.errors import UserError
from dreamer.lab.doctor import examine
from dreamer.progress import ticking

QUIET_SECONDS = 1.0  # of loading, before a clock shows on a terminal


def main(argv: list[str] | None = None) -> int:
    quiet = QUIET_SECONDS if sys.stdout.isatty() else float("inf")
    try:
        with ticking("loading", after=quiet, leave=False):
            parser = _parser()
    except (ImportError, OSError) as error:  # a library that is missing is an OSError on Windows
        return _without_packages(sys.argv[1:] if argv is None else argv, error)
    args = parser.parse_args(argv)
    try:
        args.run_command(args)
    except (UserError, OSError) as error:
        print(f"day38 {args.command}: {' '.join(str(error).split())}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("stopped; give the same command again to go on", file=sys.stderr)
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    from dreamer.commands import lab, look, train

    parser = argparse.ArgumentParser(prog="day38", description="DreamerV3 from your own parts.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    for group in (train, look, lab):
        group.add_commands(commands)
    return parser


def _without_packages(argv: list[str], error: Exception) -> int:
    """A package of the lab does not load: the doctor alone works, and says which."""
    reason = " ".join(str(error).split())
    if argv[:1] == ["doctor"]:
        examine(everything=True)
    print(f"day38: a package does not load ({reason}): day38 doctor tries each", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
