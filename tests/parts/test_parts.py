"""Do parts come out of notebooks whole, and are those that are missing named?"""

import json
import shutil
import traceback

import nbformat
import pytest
import torch

from dreamer import UserError, load_parts
from dreamer.parts import losses
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
    assert parts.provenance == {e.id: "yours" for e in exercises(extra=True)}
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


def test_what_is_beyond_the_day_is_the_labs_own_until_it_is_written(mine):
    """Do the exercises of the day suffice, and does one beyond it count as soon as it is done?"""
    for notebook in SOLUTIONS.glob("*.ipynb"):
        shutil.copy(notebook, mine)
    beyond = [e for e in exercises(extra=True) if e.extra]
    undone = ROOT / "labs" / "day38" / f"{beyond[0].notebook}.ipynb"
    shutil.copy(undone, mine)
    parts = load_parts(mine)
    assert parts.provenance == {e.id: "yours" for e in exercises()}
    assert parts.critic_loss is losses.critic_loss
    write(
        mine,
        beyond[0].notebook,
        "def critic_loss(towards_return, towards_slow, discount, slow_scale=1.0):\n    return 7.0",
    )
    parts = load_parts(mine)
    assert parts.provenance["critic"] == "yours"
    assert "actor" not in parts.provenance
    assert parts.critic_loss(0, 0, 0) == 7.0
    assert parts.digests["critic"]


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


SYMEXP = "\ndef symexp(x): return x"
CHECK = 'check("symlog", symlog, symexp)'
# Each a notebook's cells; at its check, `symlog(3)` was 6.
AS_THE_CHECK_SAW_IT = {
    "a name means something else below the check": [
        "def twice(x): return 2 * x",
        "def symlog(x): return twice(x)" + SYMEXP,
        CHECK,
        "twice = 0.2\ndef symlog(x): return 'plotted'",
    ],
    "checked again below": [
        "def symlog(x): return x" + SYMEXP,
        CHECK,
        "def symlog(x): return 2 * x",
        CHECK,
    ],
    "written below its check": [
        "def symlog(x):\n    raise NotImplementedError" + SYMEXP,
        CHECK,
        "BY = 2\ndef symlog(x): return BY * x",
    ],
    "a stub copied below": [
        "def symlog(x): return 2 * x" + SYMEXP,
        "def symlog(x):\n    raise NotImplementedError()",
        CHECK,
    ],
    "the stub's line left below the answer": [
        "def symlog(x):\n    if x > 0:\n        return 2 * x\n    else:\n        return x\n"
        "    raise NotImplementedError" + SYMEXP,
        CHECK,
    ],
    "a kind of input refused": [
        "def symlog(x):\n    if x is None:\n        raise NotImplementedError\n    return 2 * x"
        + SYMEXP,
        CHECK,
    ],
    "a list filled in a loop": [
        "TABLE = []\nfor i in range(3):\n    TABLE.append(i)",
        "def symlog(x): return TABLE[-1] * x" + SYMEXP,
        CHECK,
    ],
    "a list filled by a function": [
        "TABLE = []\ndef fill(table):\n    table.append(2)",
        "fill(TABLE)",
        "def symlog(x): return TABLE[-1] * x" + SYMEXP,
        CHECK,
    ],
    "a list filled by a function that knows its name": [
        "TABLE = []\ndef fill():\n    TABLE.append(2)\ndef start():\n    fill()",
        "start()",
        "def symlog(x): return TABLE[-1] * x" + SYMEXP,
        CHECK,
    ],
    "a list changed by a library": [
        "import bisect\nTABLE = [1]",
        "bisect.insort(TABLE, 2)",
        "def symlog(x): return TABLE[-1] * x" + SYMEXP,
        CHECK,
    ],
    "a list whose last item is taken": [
        "TABLE = [2, 5]\nlast = TABLE.pop()",
        "def symlog(x): return TABLE[-1] * x" + SYMEXP,
        CHECK,
    ],
    "a decorator that keeps a function": [
        "KNOWN = {}\ndef keep(f):\n    KNOWN[f.__name__] = f\n    return f",
        "@keep\ndef twice(x): return 2 * x",
        "def symlog(x): return KNOWN['twice'](x)" + SYMEXP,
        CHECK,
    ],
    "a decorator with an argument": [
        "KNOWN = {}\ndef keep(name):\n    def under(f):\n        KNOWN[name] = f\n        return f\n    return under",
        "@keep('doubling')\ndef twice(x): return 2 * x",
        "def symlog(x): return KNOWN['doubling'](x)" + SYMEXP,
        CHECK,
    ],
    "a method of an object as a decorator": [
        "class Known(dict):\n    def add(self, f):\n        self[f.__name__] = f\nknown = Known()",
        "@known.add\ndef twice(x): return 2 * x",
        "def symlog(x): return known['twice'](x)" + SYMEXP,
        CHECK,
    ],
    "an attribute set by setattr": [
        "def symlog(x): return symlog.by * x" + SYMEXP,
        "setattr(symlog, 'by', 2)",
        CHECK,
    ],
    "an attribute set by a function": [
        "def symlog(x): return symlog.by * x" + SYMEXP,
        "def by(f, n):\n    f.by = n",
        "by(symlog, 2)",
        CHECK,
    ],
    "a global declared in a function": [
        "BY = 1\ndef start():\n    global BY\n    BY = 2",
        "start()",
        "def symlog(x): return BY * x" + SYMEXP,
        CHECK,
    ],
    "a plot and an experiment beside it": [
        "import matplotlib.pyplot as plt\nBY = [2]",
        "def symlog(x): return BY[0] * x" + SYMEXP,
        "plt.plot(BY); print(BY); raise SystemExit('an hour of training')",
        "found = symlog(BY[0]) + undefined",
        CHECK,
    ],
    "an attempt that failed": [
        "BY = [2]\ndef symlog(x): return BY[0] * x" + SYMEXP,
        "BY.increase()",
        CHECK,
    ],
}


@pytest.mark.parametrize("cells", AS_THE_CHECK_SAW_IT.values(), ids=AS_THE_CHECK_SAW_IT)
def test_what_counts_is_what_the_check_saw(mine, cells):
    """Is a part what it was in the notebook, in its order, when its last check ran?"""
    write(mine, "01_symlog_twohot", *cells)
    parts = load_parts(mine, SOLUTIONS, needed=["symlog"])
    assert parts.provenance["symlog"] == "yours"
    assert parts.symlog(3) == 6


def test_other_cells_change_no_digest(mine):
    """Is a part the same one with plots and experiments around it?"""
    digests = set()
    for extra in ("", "print(symlog(2))", "import matplotlib.pyplot as plt\nplt.plot([symlog(1)])"):
        cells = ("BY = 2\ndef symlog(x): return BY * x" + SYMEXP, extra, CHECK, "BY = 3")
        write(mine, "01_symlog_twohot", *cells)
        digests.add(load_parts(mine, SOLUTIONS, needed=["symlog"]).digests["symlog"])
    assert len(digests) == 1


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


@pytest.mark.parametrize(
    "cell",
    [
        "%%time\nfiles = !ls\nfound = %who_ls\n!ls\n%matplotlib inline\nANSWER\nsymlog?\nsymlog??",
        "try:\n    import torch\nexcept ImportError:\n    !pip install torch\nANSWER",
        "for name in ['torch']:\n    %pip install {name}\nif True:\n    %load_ext autoreload\nANSWER",
        "!pip install \\\n    torch\nANSWER",
        "%time ANSWER",
        "%%capture out\nANSWER",
        ">>> ANSWER",
        "await thing()\nANSWER",
    ],
)
def test_lines_for_ipython_hide_no_part(mine, cell):
    """Is a cell read that a plain Python could not?"""
    answer = "symlog = symexp = lambda x: 2 * x"
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell.replace("ANSWER", answer))]
    )
    nbformat.write(notebook, mine / "01_symlog_twohot.ipynb")
    parts = load_parts(mine, SOLUTIONS, needed=["symlog"])
    assert parts.provenance["symlog"] == "yours"
    assert parts.symexp(3) == 6


def test_a_function_with_a_line_for_ipython_works(mine):
    """Is such a line passed over when the function is called?"""
    write(
        mine,
        "01_symlog_twohot",
        "def symlog(x):\n    !ls\n    return x\ndef symexp(x):\n    %time y = x\n    return y",
    )
    parts = load_parts(mine, SOLUTIONS, needed=["symlog"])
    assert parts.symlog(3) == 3
    assert parts.symexp(3) == 3


@pytest.mark.parametrize("kind", ["markdown", "raw"])
def test_an_answer_that_is_no_code_is_told(mine, kind):
    """Is a cell found whose kind was changed by a key?"""
    path = mine / "01_symlog_twohot.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    (cell,) = (cell for cell in notebook["cells"] if cell["id"] == "symlog")
    cell["cell_type"] = kind
    path.write_text(json.dumps(notebook), "utf-8")
    with pytest.raises(UserError, match=r"`symlog` stands in a (Markdown|raw) cell.*press y"):
        load_parts(mine, SOLUTIONS)


def test_old_formats_and_byte_order_marks_are_read(mine):
    """Does a notebook of format 3 or with a byte-order mark give its parts?"""
    path = SOLUTIONS / "01_symlog_twohot.ipynb"
    old = nbformat.convert(nbformat.read(path, 4), 3)
    for content in (json.dumps(old).encode(), path.read_text("utf-8").encode("utf-8-sig")):
        (mine / path.name).write_bytes(content)
        digests = load_parts(mine, SOLUTIONS).digests
        assert digests["twohot"] == load_parts(SOLUTIONS).digests["twohot"]
