"""Do parts come out of notebooks whole, and are those that are missing named?"""

import shutil
import traceback

import pytest
import torch

from dreamer import UserError, load_parts
from dreamer.parts.exercises import exercises
from tests.conftest import ROOT

SOLUTIONS, LABS = ROOT / "solutions" / "day38", ROOT / "labs" / "day38"


@pytest.fixture
def mine(tmp_path):
    """A learner's folder with nothing done."""
    for notebook in LABS.glob("*.ipynb"):
        shutil.copy(notebook, tmp_path)
    return tmp_path


def write(folder, notebook, *cells):
    """Replace a notebook by a percent script of these cells."""
    (folder / f"{notebook}.ipynb").unlink(missing_ok=True)
    (folder / f"{notebook}.py").write_text("".join(f"# %%\n{cell}\n" for cell in cells))


def test_reference_is_whole():
    """Does the solutions' folder give every part, each called "yours"?"""
    parts = load_parts(SOLUTIONS)
    assert parts.provenance == {e.id: "yours" for e in exercises()}
    assert parts.symlog(torch.tensor(0.0)) == 0


def test_python_and_notebook_give_the_same(tmp_path):
    """Is a .py master read like its .ipynb?"""
    for notebook in SOLUTIONS.glob("*.ipynb"):
        shutil.copy(notebook, tmp_path)
    x = torch.linspace(-5, 5, 7)
    assert torch.equal(load_parts(tmp_path).symlog(x), load_parts(SOLUTIONS).symlog(x))


@pytest.mark.parametrize("exercise", exercises(), ids=lambda e: e.id)
def test_every_stub_is_not_done(exercise, mine):
    """Is each exercise of a fresh copy found undone, and named?"""
    for other in {e.notebook for e in exercises()} - {exercise.notebook}:
        shutil.copy(SOLUTIONS / f"{other}.ipynb", mine)
    parts = load_parts(mine, reference=SOLUTIONS)
    assert parts.provenance[exercise.id] == "reference"
    with pytest.raises(UserError, match=rf"exercise '.*' in .*{exercise.notebook}.*not done yet"):
        load_parts(mine)


def test_notebook_is_not_run(tmp_path, mine):
    """Is a cell that no part needs left alone, and one that a part needs run?"""
    write(
        mine,
        "01_symlog_twohot",
        "import torch\nONE = 1.0",
        "%matplotlib inline\nraise SystemExit('this cell trains for an hour')",
        "def squash(x):\n    return torch.sign(x) * torch.log(ONE + x.abs())",
        "def symlog(x):\n    return squash(x)\ndef symexp(x):\n    return x",
    )
    parts = load_parts(mine, reference=SOLUTIONS)
    assert parts.provenance["symlog"] == "yours"
    assert parts.provenance["twohot"] == "reference"
    assert torch.allclose(parts.symlog(torch.tensor(-10.0)), torch.tensor(-2.3978953))


def test_locals_are_no_needs(mine):
    """Is a cell left alone that binds a name which the part uses only inside a function?"""
    write(
        mine,
        "01_symlog_twohot",
        "for steps in range(3):\n    raise SystemExit('training')",
        "def symlog(x):\n    steps = 2 * x\n    return steps\ndef symexp(steps):\n    return steps",
    )
    assert load_parts(mine, reference=SOLUTIONS).symlog(3) == 6


def test_a_learners_own_builtin_counts(mine):
    write(
        mine,
        "01_symlog_twohot",
        "def abs(x):\n    return 10",
        "def symlog(x):\n    return abs(x)\ndef symexp(x):\n    return x",
    )
    assert load_parts(mine, reference=SOLUTIONS).symlog(3) == 10


def test_a_percent_sign_is_no_magic(mine):
    """Is a line that begins with % inside an expression kept?"""
    cell = (
        "def symlog(x):\n    return (\n        x\n        % 4\n    )\ndef symexp(x):\n    return x"
    )
    write(mine, "01_symlog_twohot", cell)
    assert load_parts(mine, reference=SOLUTIONS).symlog(7) == 3


def test_the_last_definition_counts(mine):
    """Is a function that is defined twice taken as the notebook leaves it?"""
    write(
        mine,
        "01_symlog_twohot",
        "def symlog(x):\n    raise NotImplementedError",
        "def symlog(x):\n    return 2 * x\ndef symexp(x):\n    return x",
    )
    assert load_parts(mine, reference=SOLUTIONS).symlog(3) == 6


def test_parts_use_each_other(mine):
    """Does a learner's symexp make the bins of the reference twohot?"""
    write(
        mine, "01_symlog_twohot", "def symlog(x):\n    return x\ndef symexp(x):\n    return 2 * x"
    )
    parts = load_parts(mine, reference=SOLUTIONS)
    assert parts.symexp_bins(3, 1.0).tolist() == [-2.0, 0.0, 2.0]


def test_broken_cell_is_shown(mine):
    """Does an error while a part is made name exercise, cell and line?"""
    write(
        mine,
        "01_symlog_twohot",
        "import torch",
        "x = 1\nhalf = torch.nothing\n"
        "def symlog(v):\n    return v * half\ndef symexp(v):\n    return v",
    )
    with pytest.raises(UserError, match=r"'symlog'.*code cell 2, line 2: AttributeError"):
        load_parts(mine, reference=SOLUTIONS)


@pytest.mark.parametrize("cell", ["def symlog(x)\n    return x", "return 3  # symlog"])
def test_syntax_error_is_shown(mine, cell):
    """Is a part whose cell does not parse named, and not replaced by the reference?"""
    write(mine, "01_symlog_twohot", cell)
    with pytest.raises(UserError, match=r"'symlog'.*code cell 1, line 1"):
        load_parts(mine, reference=SOLUTIONS)


def test_traceback_shows_the_learners_line(mine):
    """Does an error inside a part show the line as the learner wrote it?"""
    write(
        mine,
        "01_symlog_twohot",
        "def symlog(x):\n    return x.nonsense\ndef symexp(x):\n    return x",
    )
    parts = load_parts(mine, reference=SOLUTIONS)
    with pytest.raises(AttributeError) as caught:
        parts.symlog(torch.zeros(1))
    shown = "".join(traceback.format_tb(caught.tb))
    assert "return x.nonsense" in shown
    assert "code cell 1" in shown


@pytest.mark.parametrize("content", ["", "{", '{"cells": 3}', "\x00\xff"])
def test_damaged_notebook(mine, content):
    """Is a file that is no notebook refused by name?"""
    (mine / "01_symlog_twohot.ipynb").write_text(content)
    with pytest.raises(UserError, match="01_symlog_twohot"):
        load_parts(mine)


def test_missing_folder(tmp_path):
    with pytest.raises(UserError, match="no folder"):
        load_parts(tmp_path / "nowhere")


def test_open_notebook_comes_before_its_file(mine):
    """Does what `globals()` defines count, and a stub in it not?"""

    def symlog(x):
        return x

    def symexp(x):
        return x

    def lambda_return(reward, discount, bootstrap, last, lam=0.95):
        raise NotImplementedError

    here = {"symlog": symlog, "symexp": symexp, "lambda_return": lambda_return}
    parts = load_parts(mine, reference=SOLUTIONS, here=here)
    assert parts.symlog is symlog
    assert parts.provenance["symlog"] == "yours"
    assert parts.provenance["returns"] == "reference"
    assert parts.digests["symlog"] != load_parts(SOLUTIONS).digests["symlog"]


def test_what_is_not_needed_may_be_undone(mine):
    """Do the needed parts come, and does using another one name its exercise?"""
    shutil.copy(SOLUTIONS / "01_symlog_twohot.ipynb", mine)
    parts = load_parts(mine, needed=["symlog", "twohot"])
    assert set(parts.provenance) == {"symlog", "twohot"}
    assert parts.symlog(torch.tensor(0.0)) == 0
    with pytest.raises(UserError, match=r"exercise 'rssm'.*not done yet"):
        parts.RSSM(deter=8)
    with pytest.raises(UserError, match=r"exercise 'rssm'.*not done yet"):
        load_parts(mine, needed=["rssm"])


def test_what_a_later_cell_gives_a_part_belongs_to_it(mine):
    """Is `symlog.scale = 2` run where symlog is asked for, and what it needs with it?"""
    write(
        mine,
        "01_symlog_twohot",
        "import torch\ndef symlog(x): return symlog.scale * x\ndef symexp(x): return x",
        "other = {}\nother['scale'] = undefined",
        "def scale(): return 2\n",
        "symlog.scale = scale()",
    )
    assert load_parts(mine, SOLUTIONS, needed=["symlog"]).symlog(1) == 2


def test_lines_for_ipython_hide_no_part(mine):
    """Is a cell read that a plain Python could not?"""
    write(
        mine,
        "01_symlog_twohot",
        "%%time\nfiles = !ls\nfound = %who_ls\n!ls\n%matplotlib inline\ndef symlog(x): return x\nsymlog?\n"
        "symlog??\ndef symexp(x):\n    !ls\n    return x",
    )
    parts = load_parts(mine, SOLUTIONS, needed=["symlog"])
    assert parts.provenance["symlog"] == "yours"
    assert parts.symexp(3) == 3
