"""Does a receipt stand only as long as all that its marks depend on?"""

from grader.marking.receipts import _depended_on
from tests.conftest import ROOT


def test_marks_depend_on_code_and_data():
    files = {path.relative_to(ROOT).as_posix() for path in _depended_on()}
    assert files >= {
        "grader/knowledge/oracles.py",
        "grader/knowledge/misconceptions/rssm.py",
        "grader/sandbox/worker.py",
        "dreamer/nets.py",
        "dreamer/lab/checks/visible_cases.py",
        "dreamer/lab/checks/answers.npz",
        "dreamer/lab/checks/mistakes.npz",
        "dreamer/parts/exercises.toml",
        "solutions/day38/02_rssm.ipynb",
    }
