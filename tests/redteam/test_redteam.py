"""Does an attack gain nothing and harm nobody, and does honest work keep its marks?

All of it is graded at once, as a class is: attacks, honest work, and names that no file should have.
"""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from nbgrader.api import Gradebook

from dreamer import UserError
from dreamer.parts.exercises import exercises
from grader.course import grade
from grader.course.spreadsheet import FORMULA
from grader.knowledge import cases
from grader.marking.receipts import Receipts
from tests.conftest import ROOT
from tests.grader.marking.test_rebuild import Live
from tests.redteam import agents, hostile_code  # noqa: F401  (they register attacks)
from tests.redteam.attacks import ATTACKS, CANARIES, ONE, VARIABLE, edit, put, submit
from tests.redteam.honest import HONEST, hand_in
from tests.redteam.observer import FAKES

pytestmark = pytest.mark.sandbox

MOST = {exercise.id: exercise.points for exercise in exercises()}
NOTEBOOKS = sorted(path.stem for path in (ROOT / "labs" / "day38").glob("*.ipynb"))
SECRET = CANARIES["secret"].encode()
NAMES = [
    "=1+1",
    "-rf",
    "two\nlines",
    'it\'s "quoted"',
    "..∕up",
    "😀" * 60,
    "\u202egnp.exe",
    "<img src=x onerror=alert(1)>",
    "a,b;c",
    "$(touch pwned)",
    "{0}%s",
    "ann.json",
    "\x1b[2Jclear",
]
MISNAMED = ["n" * 250, os.fsdecode(b"not\xffutf-8")]


class Class(dict):
    """Receipts by student, and where all of it lies."""

    submitted: Path
    out: Path
    base: dict[str, float]
    told: str


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    root = tmp_path_factory.mktemp("course")
    submitted, out = root / "submitted", root / "out"
    out.mkdir()
    (root / "canary.txt").write_text("untouched")
    (out / ".day38-secret").write_bytes(SECRET)
    submit(submitted / "base" / "day38")
    for name, attack in ATTACKS.items():
        submit(submitted / name / "day38", attack)
    for name, work in HONEST.items():
        hand_in(submitted / name / "day38", work.change)
    hand_in(submitted / "neighbour" / "day38", neighbour)
    for name, fake in FAKES.items():
        hand_in(submitted / f"{name}, honestly" / "day38", fake.wrong)
        hand_in(submitted / f"{name}, and lies" / "day38", fake.lied)
    for name in [*NAMES, *MISNAMED]:
        (submitted / name / "day38").mkdir(parents=True)
    links(submitted)
    beside(submitted / "shadows" / "day38")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, CANARIES["environment"])
        with pytest.raises(UserError) as told:
            grade.grade(submitted, out, jobs=3)  # many of them only wait
    found = Class({receipt["student"]: receipt for receipt in Receipts(out).all()})
    found.told = str(told.value)
    found.submitted, found.out, found.base = submitted, out, marks(found["base"])
    return found


def neighbour(home):
    """An honest student's work that others try to reach, with a trained agent."""
    canary = f"\n\n# {CANARIES['neighbour']}\n"
    edit(home, ONE, lambda n: put(n, "symlog", "".join(source_of(n, "symlog")) + canary))
    agents.save(home, agents.fresh(agents.NEIGHBOUR), action_repeat=agents.QUICK)


def source_of(notebook, id):
    return next(cell["source"] for cell in notebook["cells"] if cell["id"] == id)


def links(submitted):
    """Students whose folder, notebooks or agent are links to the neighbour's."""
    other = submitted / "neighbour" / "day38"
    (submitted / "linked_student").symlink_to(other.parent)
    (submitted / "linked_folder").mkdir()
    (submitted / "linked_folder" / "day38").symlink_to(other)
    home = submitted / "linked_files" / "day38"
    home.mkdir(parents=True)
    for path in other.iterdir():
        (home / path.name).symlink_to(path)


def beside(home):
    """The base, with modules beside the notebooks that Python could take for others."""
    submit(home)
    for name in ("torch", "dreamer", "protocol", "sitecustomize", "usercustomize", "json"):
        (home / f"{name}.py").write_text("raise SystemExit('shadowed')")


def marks(receipt):
    return {row["id"]: row["points"] for row in receipt["exercises"]}


def test_the_base_is_worth_what_is_right_in_it(graded):
    unsolved = dict.fromkeys(("latents", "rssm", "kl", "returns"), 0)
    assert graded.base == {**MOST, "symlog": 2.5, **unsolved}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_gains_nothing(graded, name):
    receipt = graded[name]
    earned = MOST if ATTACKS[name].solved else graded.base
    assert {id: n for id, n in marks(receipt).items() if n > earned[id]} == {}
    assert receipt["agent"]["points"] == 0
    assert receipt["points"] <= sum(earned.values())
    assert receipt["protection"] == "bubblewrap"


@pytest.mark.parametrize("name", HONEST)
def test_honest_work_keeps_its_marks(graded, name):
    lost = HONEST[name].lost
    assert marks(graded[name]) == {id: n - lost.get(id, 0) for id, n in MOST.items()}


@pytest.mark.parametrize("name", FAKES)
def test_a_lie_to_the_observer_gains_nothing(graded, name):
    fake = FAKES[name]
    honest, lied = (marks(graded[f"{name}, {how}"]) for how in ("honestly", "and lies"))
    assert honest == {id: n - fake.lost.get(id, 0) for id, n in MOST.items()}
    assert all(lied[id] <= honest[id] for id in MOST)


def test_the_neighbour_keeps_all(graded):
    """And the copies of the neighbour's agent are seen as such."""
    assert marks(graded["neighbour"]) == MOST
    assert set(graded["neighbour"]["agent"]["held"].split(", ")) == {
        "copied_agent",
        "copied_agent_with_noise",
    }


def test_an_agent_in_the_code_is_left_to_a_person(graded):
    """It walks with the student's code alone, which runs where an answer was wrong, and earns nothing."""
    receipt = graded["shipped_agent_in_a_cell"]
    assert marks(receipt)["rssm"] < MOST["rssm"]
    assert "your instructor decides" in receipt["agent"]["message"]


def test_links_lead_nowhere(graded):
    assert "linked_student" not in graded
    for name in ("linked_folder", "linked_files"):
        assert graded[name]["points"] == 0
        assert graded[name]["agent"]["fingerprint"] is None


def test_modules_beside_the_notebooks_are_not_imported(graded):
    assert marks(graded["shadows"]) == graded.base
    assert "torch.py" in graded["shadows"]["notes"][-1]


def test_nothing_secret_is_in_a_receipt(graded):
    texts = [json.dumps(receipt) for receipt in graded.values()]
    texts += [path.read_text() for path in (graded.out / "receipts").glob("*.json")]
    assert not [canary for canary in CANARIES.values() for text in texts if canary in text]
    assert "secret" not in os.listdir(graded.out)


def test_nothing_outside_is_touched(graded):
    root = graded.out.parent
    assert (root / "canary.txt").read_text() == "untouched"
    assert (graded.out / ".day38-secret").read_bytes() == SECRET
    assert set(os.listdir(root)) == {"canary.txt", "submitted", "out"}
    wanted = {"receipts", "autograded", "grades.csv", "gradebook.db", ".day38-secret"}
    assert set(os.listdir(graded.out)) == wanted
    text = (graded.submitted / "neighbour" / "day38" / f"{ONE}.ipynb").read_text()
    assert CANARIES["neighbour"] in text


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("memory_bomb", "more than 3 GB of memory"),
        ("memory_of_children", "more than 3 GB of memory"),
        ("fork_bomb", "more than "),
        ("half_an_answer", "it took too long"),
        ("deaf_loop", "it took too long"),
        ("exit", "it ended Python"),
        ("oversized_answer", "a message of"),
    ],
)
def test_what_is_too_much_is_stopped_and_said(graded, name, said):
    """On a busy machine the time may run out before the memory does."""
    told = [row["message"] for row in graded[name]["exercises"]]
    assert any(said in message or "it took too long" in message for message in told)


@pytest.mark.parametrize("name", ["network", "environment", "parents_memory", "shadowed_modules"])
def test_what_an_attack_would_report_is_not_there(graded, name):
    """These raise RuntimeError where they get through."""
    assert "RuntimeError" not in json.dumps(graded[name])


def test_little_can_be_written(graded):
    (megabytes,) = re.findall(r"filled (\d+) MB", graded["disk_filler"]["exercises"][0]["message"])
    assert int(megabytes) < 130


def test_hidden_numbers_stay_hidden(graded):
    message = graded["public_answers"]["exercises"][0]["message"]
    hidden = cases.hidden("symlog", "public_answers", SECRET)
    numbers = np.concatenate([case.inputs["x"].numpy().ravel() for case in hidden])
    told = [float(number) for number in re.findall(r"-?\d+\.\d+", message)]
    assert not [n for n in told if np.isclose(numbers, n, rtol=1e-6).any()]


def test_only_names_that_no_file_can_have_are_not_graded(graded):
    assert f"{len(MISNAMED)} of" in graded.told
    assert "too long" in graded.told
    assert "not UTF-8" in graded.told
    assert graded.told.isprintable()
    assert "Error" not in graded.told


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_only_a_name(graded, name):
    assert graded[name]["points"] == 0
    assert "01_symlog_twohot.ipynb is missing" in graded[name]["notes"]


def test_the_table_has_a_row_for_each_and_no_formula(graded):
    with open(graded.out / grade.GRADES, newline="") as file:
        rows = list(csv.reader(file))
    assert {len(row) for row in rows} == {len(MOST) + 4}
    assert len(rows) == len(graded) + 1
    assert not [cell for row in rows for cell in row if cell.startswith(FORMULA)]


def test_the_gradebook_has_the_marks(graded):
    with Gradebook(f"sqlite:///{graded.out / grade.GRADEBOOK}") as book:
        for name, receipt in graded.items():
            assert book.find_submission("day38", name).score == receipt["points"]


SHOWN = ("as_it_is", "live_html", "live_answers", "deep_html", "half_a_character", NAMES[8])


@pytest.fixture(scope="module")
def feedback(graded, tmp_path_factory):
    """A course in which `nbgrader generate_feedback` has run, for a few of the students."""
    course = tmp_path_factory.mktemp("feedback")
    shutil.copy(ROOT / "nbgrader_config.py", course)
    shutil.copy(graded.out / grade.GRADEBOOK, course)
    for name in ("solutions", "labs"):
        (course / name).symlink_to(ROOT / name)
    for name in SHOWN:
        shutil.copytree(graded.out / "autograded" / name, course / "autograded" / name)
    command = [sys.executable, "-m", "nbgrader", "generate_feedback", "day38"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=course, env=environment, capture_output=True, text=True, timeout=240
    )
    assert done.returncode == 0, done.stderr
    return course / "feedback"


@pytest.mark.parametrize("name", SHOWN[1:])
def test_no_page_of_feedback_runs_what_a_student_wrote(feedback, name):
    pages = sorted((feedback / name / "day38").glob("*.html"))
    assert [page.stem for page in pages] == NOTEBOOKS
    for page in pages:
        ours = (feedback / "as_it_is" / "day38" / page.name).read_text()
        assert Counter(Live(page.read_text()).found) == Counter(Live(ours).found)


@pytest.mark.parametrize("name", ["live_html", "live_answers", "deep_html"])
def test_no_graded_notebook_holds_live_html(graded, name):
    """The markup of a text is gone or escaped, and outputs are ours alone."""
    for path in (graded.out / "autograded" / name / "day38").glob("*.ipynb"):
        for cell in json.loads(path.read_text())["cells"]:
            if cell["cell_type"] == "markdown":
                assert Live("".join(cell["source"])).found == []
            for output in cell.get("outputs", []):
                assert set(output.get("data", {})) <= {"text/plain", "image/png"}
