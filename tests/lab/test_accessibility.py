"""Can what the notebooks say and show be read by everybody? axe-core looks at exported pages, light and dark.

Screenshots are left in `build/browser`.
"""

import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter

from dreamer.lab.widgets import WIDGET
from tests.conftest import ROOT
from tests.lab.test_browser import SHOTS, chromium, page  # noqa: F401

pytestmark = pytest.mark.browser

# Of each kind of output one, as a learner meets it.
SHOWN = f"""import torch
from dreamer import check, load_parts
from dreamer.lab import drawings
from dreamer.lab.quiz import quiz
from dreamer.lab.widgets import explore_mixture
parts = load_parts({str(ROOT / "solutions" / "day38")!r})
---
check("symlog", parts.symlog, parts.symexp)
---
def symlog(x):
    print("here I am")
    return torch.sign(x) * torch.log(x.abs() + 1.1)
check("symlog", symlog, parts.symexp)
---
def unimix(logits):
    return logits.nothing
check("latents", unimix, parts.sample_onehot)
---
drawings.draw_training_loop()
---
drawings.explore_rssm()
---
drawings.draw_core()
drawings.draw_straight_through()
drawings.draw_kl()
---
quiz("half_a_reset")
quiz("least_likely")
quiz("one_update")
---
explore_mixture()
---
from dreamer.pictures.comparison import draw_comparison
from dreamer.training.shipped_runs import shipped_curves
draw_comparison(shipped_curves())
"""
# What the page's frame has, and not what is in it.
OF_THE_TEMPLATE = (
    "html-has-lang",
    "landmark-one-main",
    "region",
    "page-has-heading-one",
    "link-in-text-block",
)


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """A notebook in which each kind of output was made."""
    folder = tmp_path_factory.mktemp("shown")
    cells = [nbformat.v4.new_code_cell(source) for source in SHOWN.split("---\n")]
    notebook = nbformat.v4.new_notebook(cells=cells)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        client = NotebookClient(notebook, timeout=300, resources={"metadata": {"path": folder}})
        client.execute()
    for cell in notebook.cells:  # what is there where no widget can be shown
        for output in cell.outputs:
            output.get("data", {}).pop(WIDGET, None)
    return notebook


def serious(page, name, notebook, theme, folder):  # noqa: F811
    """What axe-core finds in a notebook's page that keeps somebody out, and where."""
    from axe_playwright_python.sync_playwright import Axe

    text, _ = HTMLExporter(template_name="lab", theme=theme).from_notebook_node(notebook)
    (folder / "page.html").write_text(text)
    page.goto(f"file://{folder}/page.html")
    page.wait_for_timeout(500)
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}_{theme}.png", full_page=True)
    found = Axe().run(page, context=".jp-OutputArea-output, .jp-RenderedMarkdown").response
    return [
        (violation["id"], node["html"][:200], node.get("failureSummary", "")[:300])
        for violation in found["violations"]
        if violation["impact"] in ("serious", "critical") and violation["id"] not in OF_THE_TEMPLATE
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_outputs_shut_nobody_out(page, outputs, theme, tmp_path):  # noqa: F811
    assert serious(page, "outputs", outputs, theme, tmp_path) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", sorted((ROOT / "labs" / "day38").glob("*.ipynb")), ids=lambda p: p.stem
)
def test_pages_shut_nobody_out(page, path, theme, tmp_path):  # noqa: F811
    assert serious(page, path.stem, nbformat.read(path, 4), theme, tmp_path) == []
