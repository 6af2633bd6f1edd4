"""The command `grader`: what instructors do with the lab.

    grader release --out day38.zip
    grader collect download.zip submitted
    grader grade submitted --jobs 2

A mistake that the caller can mend is one line on stderr and exit code 2; exit code 1 says that a person should look at
what `collect` or `export` could not decide. What runs students' code
needs Linux; `release`, `collect` and `report` work everywhere.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from dreamer.errors import UserError
from grader.course.autograder import pack
from grader.course.collect import collect, record_of, told
from grader.course.doctor import examine
from grader.course.export import PLATFORMS, export
from grader.course.grade import GRADES, grade, printable
from grader.course.leaderboard import BOARD, leaderboard
from grader.course.regrade import CHANGES, regrade
from grader.course.release import release
from grader.course.report import PAGE, TABLE, report
from grader.course.roster import read_roster
from grader.marking.receipts import FOLDER, SECRET

LINUX = (
    "students' code runs only on Linux, whose kernel shuts it off from your files and the network: "
    "use WSL or Docker on Windows, Docker or a virtual machine on macOS"
)


def main(argv: list[str] | None = None) -> int:
    args = _parser().parse_args(argv)
    try:
        if args.run_command in SANDBOXED and sys.platform != "linux":
            raise UserError(LINUX)
        return args.run_command(args) or 0
    except (UserError, OSError) as error:
        print(f"grader {args.command}: {' '.join(str(error).split())}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("stopped; give the same command again to go on", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="grader", description="What instructors do.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    bundle = commands.add_parser("release", help="pack what learners get into one zip file")
    bundle.add_argument("--out", type=Path, default=Path("day38.zip"))
    bundle.add_argument(
        "--unlock", nargs="+", default=[], metavar="EXERCISE", help="come with their answer"
    )
    bundle.add_argument("--language", help="of the notebooks that are translated into it, as de")
    bundle.set_defaults(run_command=_release)
    upload = commands.add_parser("autograder", help="pack what Gradescope grades with")
    upload.add_argument("--out", type=Path, default=Path("autograder.zip"))
    upload.add_argument(
        "--secret-file", type=Path, default=Path(SECRET), help="where the hidden numbers come from"
    )
    upload.set_defaults(run_command=_autograder)
    bring = commands.add_parser("collect", help="bring a folder or a zip file into SUBMITTED")
    bring.add_argument("source", type=Path, help="as the learning platform hands it over")
    bring.add_argument("submitted", type=Path, nargs="?", default=Path("submitted"))
    bring.add_argument("--student", help="whose it is, where the source does not say")
    bring.add_argument(
        "--roster", type=Path, metavar="CSV", help="the class list, as the platform exports it"
    )
    bring.add_argument("--replace", action="store_true", help="what is there and differs")
    bring.set_defaults(run_command=_collect)
    back = commands.add_parser("export", help="marks back into the learning platform's own table")
    back.add_argument("--to", required=True, choices=[*PLATFORMS, "csv"], help="the platform")
    back.add_argument("--roster", type=Path, metavar="CSV", help="its table, as it exports it")
    back.add_argument("--marks", type=Path, metavar="CSV", default=Path("marks.csv"), help="for it")
    back.add_argument("--column", metavar="NAME", help="of the table, for the marks")
    back.add_argument("--scale", action="store_true", help="to the points possible there")
    back.add_argument(
        "--feedback", type=Path, metavar="ZIP", help="also the pages, for Moodle, Canvas"
    )
    back.add_argument(
        "--submitted", type=Path, default=Path("submitted"), help="what was collected"
    )
    back.add_argument("--out", type=Path, default=Path("."), help="where the gradebook is")
    back.add_argument("--db", help="the gradebook's database (default: OUT/gradebook.db)")
    back.set_defaults(run_command=_export)
    page = commands.add_parser("report", help="the class on one page")
    page.add_argument("--out", type=Path, default=Path("."), help="where the receipts are")
    page.add_argument(
        "--leaderboard",
        type=Path,
        metavar="CSV",
        help="who agreed (student, alias): also their page",
    )
    page.set_defaults(run_command=_report)
    health = commands.add_parser("doctor", help="what protects from students' code here")
    health.set_defaults(run_command=_doctor)
    marks = commands.add_parser("grade", help="grade every submission in a folder")
    marks.set_defaults(run_command=_grade)
    anew = commands.add_parser("regrade", help="grade all of them anew, and say whose marks change")
    anew.set_defaults(run_command=_regrade)
    for command in (marks, anew):
        command.add_argument("submitted", type=Path, help="holds STUDENT/day38/*.ipynb")
        command.add_argument("--out", type=Path, default=Path("."), help="for all that is written")
        command.add_argument("--jobs", type=int, default=1, help="submissions at a time")
        command.add_argument("--scheduler", metavar="ADDRESS", help="of a Dask cluster, for --jobs")
        command.add_argument("--secret-file", type=Path, help="by default OUT/.day38-secret")
        command.add_argument("--db", help="the gradebook's database (default: OUT/gradebook.db)")
        command.add_argument(
            "--unprotected", action="store_true", help="run students' code without a sandbox"
        )
    return parser


def _release(args) -> None:
    count = release(args.out, args.unlock, args.language)
    print(f"packed {count} files into {args.out}")


def _autograder(args: argparse.Namespace) -> None:
    print(f"{args.out}: {pack(args.out, args.secret_file)} files; keep it from students")


def _collect(args) -> int:
    """1 where a person should look at something."""
    roster = read_roster(args.roster) if args.roster else None
    outcome = collect(args.source, args.submitted, args.student, args.replace, roster)
    count = len(outcome.students)
    print(f"{outcome.written} files of {count} students are now in {args.submitted}")
    for line in told(outcome):
        print(printable(line))
    print(f"what became of each file: {record_of(args.submitted)}")
    return 1 if outcome.left else 0


def _export(args) -> int:
    """1 where a person should look at something."""
    done = export(
        args.to,
        args.roster,
        args.marks,
        out=args.out,
        submitted=args.submitted,
        column=args.column,
        scale=args.scale,
        database=args.db,
        feedback=args.feedback,
    )
    print(f"{done.written} marks in {args.marks}")
    if args.feedback:
        print(f"{done.pages} pages in {args.feedback}")
    for said, names in (
        ("nothing was handed in by", done.without),
        ("look: not on the list", done.unknown),
        ("look: written answers wait for you", done.waiting),
    ):
        if names:
            print(f"{said}: {', '.join(map(printable, names))}")
    return 1 if done.unknown or done.waiting else 0


def _report(args) -> None:
    count = report(args.out)
    print(f"{count} students: {args.out / PAGE}, {args.out / TABLE}")
    if args.leaderboard:
        left = leaderboard(args.out, args.leaderboard)
        print(f"the leaderboard: {args.out / BOARD}")
        if left:
            print(f"agreed, but not on it: {', '.join(map(printable, left))}")


def _doctor(args) -> None:
    if not examine():
        raise UserError("nothing protects from students' code here: see above")


def _grade(args) -> None:
    for receipt in grade(**_settings(args)):
        print(
            f"{receipt['points']:6g} of {receipt['max_points']:g}  {printable(receipt['student'])}"
        )
    print(f"marks in {args.out / GRADES}, receipts in {args.out / FOLDER}")


def _regrade(args) -> None:
    changes = regrade(**_settings(args))
    for change in changes:
        print(f"{printable(change.student)}: {change.id} {change.before:g} -> {change.after:g}")
    print(f"{len(changes)} marks changed: {args.out / CHANGES}")


def _settings(args) -> dict[str, Any]:
    """The arguments of `grade`."""
    names = ("submitted", "out", "jobs", "scheduler", "secret_file", "unprotected")
    return {**{name: getattr(args, name) for name in names}, "database": args.db}


SANDBOXED = (_doctor, _grade, _regrade)

if __name__ == "__main__":
    sys.exit(main())
