"""Grades a class: every submission through the sandbox, a receipt each, and the table of marks.

    grade(Path("submitted"), Path("."), jobs=2)

Submissions are graded by Dask's workers, on this machine or on a cluster; this process alone
writes. A receipt says what was graded with what. Where neither has changed since, it stands, so
that an interrupted run goes on where it stopped.
"""

from __future__ import annotations

import contextlib
import csv
import io
import itertools
import logging
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from distributed import Client, Future, LocalCluster, as_completed

from dreamer.errors import UserError
from dreamer.files import write_whole
from dreamer.parts.exercises import agent_mark, exercises
from dreamer.progress import progress
from grader.course.gradebook import opened, record, rescore
from grader.course.spreadsheet import spreadsheet_safe
from grader.marking.grade_one import grade_one, hold_copies
from grader.marking.intake import Submission, misnamed, read_submission, students
from grader.marking.receipts import SECRET, Receipt, Receipts, code_digest, key_of, read_secret
from grader.paths import ROOT
from grader.sandbox import KilledFromOutside
from grader.sandbox.bubblewrap import refuse_readable, tier

GRADES = "grades.csv"
GRADEBOOK = "gradebook.db"
CONNECT_SECONDS = 30
AHEAD = 2  # submissions that a worker has, at work and waiting


def grade(
    submitted: Path,
    out: Path,
    jobs: int = 1,
    secret_file: Path | None = None,
    unprotected: bool = False,
    database: str | None = None,
    scheduler: str | None = None,
    again: bool = False,
) -> list[Receipt]:
    """Grade every submission in a folder; the receipts, by student.

    Writes `receipts/STUDENT.json` as each is done; at the end `grades.csv`, the graded notebooks in
    `autograded/`, and nbgrader's gradebook, by default `gradebook.db`.

    jobs: submissions at a time, on this machine; or scheduler: a Dask scheduler's address.
    again: also those whose receipt still stands.

    Raises UserError where there is nothing to grade, nothing protects from students' code, or, after
    all the others are done and written, some submissions could not be graded.
    """
    names = students(submitted)
    secret = read_secret(secret_file or out / SECRET)
    kept = Receipts(out)
    database = database or f"sqlite:///{(out / GRADEBOOK).absolute()}"
    with opened(database):
        pass  # what is wrong with it is said before minutes of work
    receipts, failed = [], {}
    if jobs < 1:
        raise UserError(f"--jobs must be at least 1, got {jobs}")
    with contextlib.ExitStack() as stack:
        client = stack.enter_context(_cluster(scheduler)) if scheduler else None
        bar = stack.enter_context(progress(len(names), "submissions"))
        protection = _protection(client, unprotected)
        if protection == "bubblewrap":
            refuse_readable(submitted, out, ROOT)

        def not_done() -> Iterator[tuple[Submission, str]]:
            for name in names:
                if why := misnamed(name):
                    failed[name] = why
                    bar.update()
                    continue
                try:
                    submission = read_submission(submitted / name)
                except Exception as error:  # whatever a file may do: the others are graded
                    failed[name] = f"{type(error).__name__}: {error}"
                    bar.update()
                    continue
                key = key_of(submission, secret, protection)
                old = kept.read(name)
                if old and old.get("key") == key and not again:
                    receipts.append(old)
                    bar.update()
                else:
                    yield submission, key

        graded: Iterator[tuple[str, str, Future]] = iter(())
        todo = not_done()
        first = next(todo, None)
        if first:  # else nobody waits for workers
            if client is None:
                client = stack.enter_context(_local_workers(jobs))
            graded = _graded(client, itertools.chain([first], todo), secret, protection)
        for student, key, done in graded:
            try:
                receipt, picture = done.result()
                receipt["key"] = key
                kept.write(receipt, picture)
                receipts.append(receipt)
            except KilledFromOutside as error:
                failed[student] = str(error)
            except Exception as error:
                failed[student] = f"{type(error).__name__}: {error}"
            bar.update()
    receipts.sort(key=lambda receipt: receipt["student"])
    graded_now = {receipt["student"] for receipt in receipts}
    others = [receipt for receipt in kept.all() if receipt["student"] not in {*graded_now, *failed}]
    held = hold_copies([*receipts, *others])  # those of another folder are compared, too
    for receipt in held:
        kept.write(receipt)
    write_whole(out / GRADES, table(receipts))
    failed |= record(receipts, submitted, out, database)
    for receipt in held:
        if receipt["student"] not in graded_now:
            rescore(database, receipt)
    if failed:
        told = "; ".join(f"{printable(student)} ({why})" for student, why in sorted(failed.items()))
        raise UserError(f"{len(failed)} of {len(names)} could not be graded: {told}")
    return receipts


def _graded(
    client: Client, todo: Iterator[tuple[Submission, str]], secret: bytes, protection: str
) -> Iterator[tuple[str, str, Future]]:
    """Students, the keys of their submissions, and what came of these, as it comes.

    Only a few submissions are in memory at a time.
    """
    running, whose = as_completed(), {}

    def begin(count: int) -> None:
        for submission, key in itertools.islice(todo, count):
            future = client.submit(grade_one, submission, secret, protection, pure=False)
            whose[future] = submission.student, key
            running.add(future)

    begin(AHEAD * max(1, sum(client.nthreads().values())))
    for done in running:
        yield *whose.pop(done), done
        begin(1)


@contextlib.contextmanager
def _cluster(scheduler: str) -> Iterator[Client]:
    """The workers of a Dask cluster, by its scheduler's address."""
    try:
        client = Client(scheduler, timeout=CONNECT_SECONDS)
    except OSError as error:
        raise UserError(f"no Dask scheduler answers at {scheduler}: {error}") from error
    with client:
        if not client.nthreads():
            raise UserError(f"the Dask cluster at {scheduler} has no workers")
        yield client


@contextlib.contextmanager
def _local_workers(jobs: int) -> Iterator[Client]:
    """Dask's workers on this machine, as many as there are jobs."""
    with (
        # Dask takes code from its folder, so others must not be able to write there
        tempfile.TemporaryDirectory() as closed,
        LocalCluster(
            n_workers=jobs,
            local_directory=closed,
            threads_per_worker=1,
            memory_limit=0,  # the sandbox has its own limit
            dashboard_address="127.0.0.1:0",
            security=True,  # TLS: on a shared machine, others must not hand in work of their own
            silence_logs=logging.CRITICAL,
        ) as cluster,
        Client(cluster) as client,
    ):
        yield client


def _protection(cluster: Client | None, unprotected: bool) -> str:
    """What protects from students' code, here or on every worker of a cluster.

    Raises UserError where nothing does, or a worker has other code than this process.
    """
    if cluster is None:
        return tier(unprotected)
    if set(cluster.run(code_digest).values()) != {code_digest()}:
        raise UserError(
            "a worker of the cluster has another version of Day 38: install this one there"
        )
    tiers = set(cluster.run(tier, unprotected).values())
    return "bubblewrap" if tiers == {"bubblewrap"} else "plain"


def table(receipts: Sequence[Receipt]) -> str:
    """The marks as CSV, a row a student; no cell of it is a formula to a spreadsheet."""
    ids = [exercise.id for exercise in exercises()]
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(["student", *ids, agent_mark().id, "points", "max_points"])
    for receipt in receipts:
        points = {row["id"]: row["points"] for row in receipt["exercises"]}
        marks = [*(points[id] for id in ids), receipt["agent"]["points"]]
        numbers = [*marks, receipt["points"], receipt["max_points"]]
        whole = (int(n) if n == int(n) else round(n, 4) for n in numbers)
        writer.writerow([spreadsheet_safe(receipt["student"]), *whole])
    return lines.getvalue()


def printable(name: str) -> str:
    """A student's name as a terminal may have it."""
    return name if name.isprintable() else ascii(name)
