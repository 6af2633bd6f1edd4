"""Do the explorers draw with the learner's function, and redraw where a slider moves?"""

import re

import ipywidgets
import pytest
import torch
from ipywidgets.widgets import widget

from dreamer.lab import widgets
from dreamer.training.shipped_runs import shipped_curves

PNG = b"\x89PNG"


@pytest.fixture
def shown(monkeypatch):
    """The bundles that were displayed."""
    bundles = []
    monkeypatch.setattr(widgets, "display", lambda bundle, raw: bundles.append(bundle))
    return bundles


def controls(bundle):
    """The widgets of a displayed box: sliders, and the picture or why there is none."""
    box = widget._instances[bundle[widgets.WIDGET]["model_id"]]
    *sliders, image = box.children
    return sliders, image


def everything(parts):
    bins = parts.symexp_bins(7, 3.0)
    reward = torch.zeros(20)
    reward[5] = 1
    return {
        "symlog": lambda: widgets.explore_symlog(parts.symlog),
        "twohot": lambda: widgets.explore_twohot(parts.twohot, parts.twohot_mean, bins),
        "lambda": lambda: widgets.explore_lambda(
            parts.lambda_return, reward, torch.full((20,), 0.9), torch.ones(20)
        ),
        "latents": lambda: widgets.explore_latents(torch.eye(4)[None].repeat(20, 1, 1), reward),
        "mixture": widgets.explore_mixture,
        "curves": widgets.explore_curves,
    }


@pytest.mark.parametrize("name", ["symlog", "twohot", "lambda", "latents", "mixture", "curves"])
def test_a_picture_with_and_without_a_browser(parts, shown, name):
    """Is there a static picture beside the widget, and another one where a control moves?"""
    everything(parts)[name]()
    (bundle,) = shown
    assert bundle["image/png"].startswith(PNG)
    assert re.match(r"<img alt='[^']{20,}' src", bundle["text/html"])
    sliders, image = controls(bundle)
    for slider in sliders:
        before = image.value
        if isinstance(slider, ipywidgets.IntRangeSlider):
            slider.value = (0, slider.max // 2)
        elif isinstance(slider, (ipywidgets.Dropdown, ipywidgets.SelectionSlider)):
            slider.index = 1
        elif isinstance(slider, ipywidgets.SelectMultiple):
            slider.value = slider.value[:1]
        else:
            slider.value = slider.min
        assert image.value != before


def test_unwritten_function_is_a_line_of_text(shown):
    def symlog(x):
        raise NotImplementedError

    widgets.explore_symlog(symlog)
    assert "image/png" not in shown[0]
    assert "as soon as it is written" in shown[0]["text/plain"]


def test_raising_function_is_named(shown):
    def symlog(x):
        return x.nonsense

    widgets.explore_symlog(symlog)
    assert "waits until the check above has passed" in shown[0]["text/plain"]
    assert "AttributeError" in shown[0]["text/plain"]


def test_endless_function_is_given_up(shown, monkeypatch):
    monkeypatch.setattr(widgets, "SECONDS", 0.2)

    def symlog(x):
        while True:
            print("again")

    widgets.explore_symlog(symlog)
    assert "given up" in shown[0]["text/plain"]


def test_curves_without_a_run(shown, tmp_path):
    """Is a run that is not there yet left out, and are all shipped methods offered?"""
    widgets.explore_curves(tmp_path / "not_yet")
    methods = controls(shown[0])[0][0].options
    assert set(methods) == {run.method for run in shipped_curves()}
