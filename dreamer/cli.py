"""The command line `day38`. The commands themselves are in `dreamer.commands`, a file for each group.

A mistake that the caller can mend is one line on stderr and exit code 2.
"""

from __future__ import annotations

import argparse
import sys

from dreamer.commands import lab, look, train
from dreamer.errors import UserError


def main(argv: list[str] | None = None) -> int:
    args = _parser().parse_args(argv)
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
    parser = argparse.ArgumentParser(prog="day38", description="DreamerV3 from your own parts.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    for group in (train, look, lab):
        group.add_commands(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
