"""Are the drawings whole, described, and of the theme's colours?"""

import re
from xml.etree import ElementTree

import pytest
from ipywidgets.widgets import widget

from dreamer.lab import drawings
from dreamer.lab.checks import learner_progress
from dreamer.lab.widgets import WIDGET
from dreamer.parts.exercises import exercises

SKETCHES = {
    "loop": lambda: drawings.training_loop({"symlog", "rssm"}),
    "unrolled": lambda: drawings.unrolled(2),
    "core": drawings.core,
    "straight through": drawings.straight_through,
    "kl": drawings.kl,
}


@pytest.mark.parametrize("name", SKETCHES)
def test_a_drawing_is_described_and_takes_the_themes_ink(name):
    sketch = SKETCHES[name]()
    page = ElementTree.fromstring(sketch.html())
    svg = page[0]
    assert svg.get("role") == "img"
    assert svg.get("aria-label") == sketch.alt
    assert len(sketch.alt) > 100
    assert "<marker" in sketch.html()  # the arrows' heads
    texts = svg.findall(".//{http://www.w3.org/2000/svg}text")
    assert texts
    assert {text.get("fill") for text in texts} == {drawings.INK}


@pytest.mark.parametrize("name", SKETCHES)
def test_nothing_stands_outside_a_drawing(name):
    svg = ElementTree.fromstring(SKETCHES[name]().html())[0]
    wide, high = float(svg.get("width")), float(svg.get("height"))
    for box in svg.iter("{http://www.w3.org/2000/svg}rect"):
        x, y, width, height = (float(box.get(key)) for key in ("x", "y", "width", "height"))
        assert 0 <= x <= x + width <= wide
        assert 0 <= y <= y + height <= high


def test_drawings_on_one_page_do_not_share_their_arrowheads():
    ids = [
        set(re.findall(r'<marker [^>]*id="([^"]+)"', make().html())) for make in SKETCHES.values()
    ]
    assert sum(map(len, ids)) == len(set().union(*ids))


def test_parts_light_up_when_their_checks_have_passed(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    points = {e.id: e.points for e in exercises()}
    learner_progress.write({"symlog": learner_progress.Standing(points["symlog"])})
    shown = []
    monkeypatch.setattr(drawings, "display", lambda bundle, raw: shown.append(bundle))
    drawings.draw_training_loop()
    (bundle,) = shown
    assert "✓ symlog" in bundle["text/html"]
    assert "○ twohot" in bundle["text/html"]
    assert "Passed so far: symlog." in bundle["text/plain"]


def test_a_step_of_the_rssm_is_drawn_where_the_slider_stands(monkeypatch):
    shown = []
    monkeypatch.setattr(drawings, "display", lambda bundle, raw: shown.append(bundle))
    drawings.explore_rssm()
    (bundle,) = shown
    box = widget._instances[bundle[WIDGET]["model_id"]]
    controls, picture = box.children
    _, slider = controls.children
    slider.value = 1
    assert "Drawn up to step 1." in picture.value
    assert picture.value.count(f'opacity="{drawings.FAINT}"') == 2 * (drawings.STEPS - 1)
    assert "Drawn up to step 4." in bundle["text/html"]
