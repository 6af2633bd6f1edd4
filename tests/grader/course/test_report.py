"""Does the class's page say what the receipts say, and nothing that a student could have put into it?"""

import csv
import json
import re

import pytest

from dreamer.parts.exercises import exercises
from grader.cli import main
from grader.course.leaderboard import BOARD
from grader.course.report import PAGE, TABLE, report


def receipt(student, wrong=(), seconds=2.0, notes=(), mean=None):
    """wrong: (exercise, misconception or None)"""
    failed = dict(wrong)
    rows = [
        {
            "id": e.id,
            "points": 0.0 if e.id in failed else e.points,
            "max_points": e.points,
            "message": "",
            "misconception": failed.get(e.id),
        }
        for e in exercises()
    ]
    agent = {
        "points": 0.0,
        "max_points": 20,
        "mean": mean,
        "std": 9.0,
        "claim": 900.0,
        "held": None,
    }
    agent["curve"] = None if mean is None else [[4000, 60.0, 40.0], [400_000, 1200.0, mean]]
    about = {"points": sum(row["points"] for row in rows), "max_points": 110, "exercises": rows}
    about["agent"] = agent
    return {"student": student, **about, "notes": list(notes), "seconds": seconds}


@pytest.fixture
def out(tmp_path):
    (tmp_path / "receipts").mkdir()
    given = [
        receipt("ann", mean=712.0),
        receipt("bob", [("symlog", "sign_dropped"), ("kl", "sides_swapped")], seconds=77.7),
        receipt("cem", [("symlog", "sign_dropped"), ("rssm", None)]),
        receipt("<script>alert(1)</script>", notes=["<img src=x onerror=alert(1)>"]),
    ]
    for number, one in enumerate(given):
        (tmp_path / "receipts" / f"{number}.json").write_text(json.dumps(one))
    return tmp_path


def test_the_page_holds_the_class(out):
    assert report(out) == 4
    page = (out / PAGE).read_text()
    assert "4 students, 77.5 of 110 points on average" in page
    assert "<td>symlog: sign_dropped</td><td class='number'>2</td><td>" in page
    assert "<td>bob</td><td class='number'>77.7</td>" in page
    assert page.count("data:image/png") == 4
    assert (
        "<td>ann</td><td class='number'>712</td><td class='number'>9</td><td class='number'>900"
        in page
    )
    with open(out / TABLE) as file:
        rows = list(csv.DictReader(file))
    assert [(row["misconception"], row["students"]) for row in rows] == [
        ("sign_dropped", "2"),
        ("sides_swapped", "1"),
    ]
    assert rows[0]["message"]


def test_nothing_in_it_runs(out):
    report(out)
    page = (out / PAGE).read_text()
    assert "<script" not in page
    assert "<img src=x" not in page
    assert "http" not in page


def test_no_receipts_and_damaged_ones_are_said(out, capsys, tmp_path):
    assert main(["report", "--out", str(out)]) == 0
    assert "4 students" in capsys.readouterr().out
    (out / "receipts" / "0.json").write_text("{")
    assert main(["report", "--out", str(out)]) == 2
    assert "0.json is damaged" in capsys.readouterr().err
    assert main(["report", "--out", str(tmp_path / "nowhere")]) == 2
    assert "run `grader grade` first" in capsys.readouterr().err


def test_a_class_without_mistakes(out):
    for path in (out / "receipts").glob("[123].json"):
        path.unlink()
    report(out)
    assert "No known mistake was found." in (out / PAGE).read_text()


def leaderboard_of(out, text):
    (out / "agreed.csv").write_text(text)
    return main(["report", "--out", str(out), "--leaderboard", str(out / "agreed.csv")])


def test_a_leaderboard_of_those_who_agreed(out, capsys):
    held = receipt("eve", mean=990.0)
    held["agent"]["held"] = "ann"
    for number, one in enumerate(
        (receipt("dan", mean=850.0), receipt("fay", mean=800.0), held), 10
    ):
        (out / "receipts" / f"{number}.json").write_text(json.dumps(one))
    told = "student,alias\nann,\ndan,<b>Zorro</b>\nbob,\neve,\n"
    assert leaderboard_of(out, told) == 0
    page = (out / BOARD).read_text()
    first, second = (
        "&lt;b&gt;Zorro&lt;/b&gt;</td><td class='number'>850",
        "ann</td><td class='number'>712",
    )
    assert 0 < page.index(first) < page.index(second)
    assert "400,000" in page
    assert not {"dan", "fay", "eve", "bob", "<b>"} & set(re.split(r"(<b>|\W+)", page))
    said = capsys.readouterr().out
    assert "agreed, but not on it: bob (no agent), eve (held: nearly the agent of ann)" in said


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ("student\nann\nzoe\n", "nothing of zoe was graded"),
        ("student,alias\nann,Z\nbob,Z\n", "two go by the name of Z"),
        ("who\nann\n", "needs a column `student`"),
    ],
)
def test_a_list_of_those_who_agreed_is_checked(out, capsys, told, why):
    assert leaderboard_of(out, told) == 2
    assert why in capsys.readouterr().err
    assert not (out / BOARD).exists()
