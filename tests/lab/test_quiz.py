"""Do the questions tell right from wrong, and why?"""

import re

import pytest
from ipywidgets.widgets import widget

from dreamer import UserError
from dreamer.lab import quiz
from dreamer.lab.widgets import WIDGET
from tests.conftest import ROOT


@pytest.fixture
def shown(tmp_path, monkeypatch):
    """The bundles that were displayed, in a folder without earlier answers."""
    monkeypatch.chdir(tmp_path)
    bundles = []
    monkeypatch.setattr(quiz, "display", lambda bundle, raw: bundles.append(bundle))
    return bundles


def view(bundle):
    """The field and the place of what is said, of a question that was shown."""
    box = widget._instances[bundle[WIDGET]["model_id"]]
    _, field, said = box.children
    return field, said


@pytest.mark.parametrize("id", quiz.questions())
def test_each_question_has_one_right_answer_and_a_reason_for_each(id):
    question = quiz.questions()[id]
    if question.choices:
        assert sum(choice.right for choice in question.choices) == 1
        assert len({choice.text for choice in question.choices}) == len(question.choices) >= 3
        assert all(len(choice.why) > 20 for choice in question.choices)
    elif question.order:
        assert question.about_order(range(len(question.order))).right
        assert not question.about_order(question.shuffled()).right
        for later, (_, why) in enumerate(question.order[1:], 1):
            given = list(range(len(question.order)))
            given[later - 1 : later + 1] = later, later - 1
            assert question.about_order(given).why == why > ""
    else:
        assert question.about_number(question.number).right
        for number, why in question.wrong:
            told = question.about_number(number)
            assert (told.right, told.why) == (False, why)
        assert not question.about_number(question.number + 123.0).right


def test_every_question_is_asked_in_one_notebook():
    masters = [path.read_text() for path in sorted((ROOT / "solutions" / "day38").glob("*.py"))]
    asked = re.findall(r'^quiz\("(\w+)"\)', "\n".join(masters), re.M)
    assert sorted(asked) == sorted(quiz.questions())


def test_the_right_choice_does_not_always_stand_at_one_place():
    places = {
        [choice.right for choice in question.choices].index(True)
        for question in quiz.questions().values()
        if question.choices
    }
    assert len(places) > 1


def test_a_choice_is_answered_at_once_and_kept(shown):
    quiz.quiz("half_a_reset")
    field, said = view(shown[0])
    question = quiz.questions()["half_a_reset"]
    wrong, right = (
        next(c for c in question.choices if c.right == which) for which in (False, True)
    )
    field.value = wrong.text
    assert "✗ Not quite" in said.value
    field.value = right.text
    assert "✓ Right" in said.value
    assert quiz.read() == {"half_a_reset": [False, True]}
    assert quiz.standing().startswith(f"1 of {len(quiz.questions())} questions answered, 0 of them")


def test_a_number_is_answered(shown):
    quiz.quiz("least_likely")
    field, said = view(shown[0])
    number, button = field.children
    for value, told in ((0.01, "each gets a quarter"), (0.3, "Try once more"), (0.0025, "✓ Right")):
        number.value = value
        button.click()
        assert told in said.value
    assert quiz.read() == {"least_likely": [False, False, True]}


def test_an_order_is_pressed_and_answered_at_the_end(shown):
    quiz.quiz("one_step_of_observe")
    field, said = view(shown[0])
    question = quiz.questions()["one_step_of_observe"]
    buttons = dict(zip(question.shuffled(), field.children, strict=True))

    def press(*items):
        for item in items:
            buttons[item].click()

    press(0, 1, 1, 1, 3)  # the second one is taken back once
    assert (said.value, buttons[1].description[:2]) == ("", "2.")
    press(2)
    assert "so that has to exist first" in said.value
    press(0)  # anew
    assert buttons[2].description.startswith("…")
    press(1, 2, 3)
    assert "✓ Right" in said.value
    assert quiz.read() == {"one_step_of_observe": [False, True]}


def test_without_widgets_the_answers_can_be_unfolded(shown):
    quiz.quiz("far_target")
    quiz.quiz("one_step")
    quiz.quiz("one_update")
    choices, number, order = (bundle["text/html"] for bundle in shown)
    assert choices.count("<details>") == 3
    assert choices.count("✓ Right") == 1
    assert "9.28" in number.split("<details>")[1]
    assert "9.28" not in number.split("<details>")[0]
    assert order.count("<li>") == 5
    assert order.split("<details>")[1].count("→") == 4


def test_damaged_answers_count_as_none(shown, tmp_path):
    (tmp_path / ".day38").mkdir()
    for text in ("[1, 2]", "{", '{"free_nats": 3}'):
        (tmp_path / quiz.FILE).write_text(text)
        assert quiz.read() == {}
        assert quiz.standing().startswith("0 of")


def test_a_question_that_does_not_exist_is_named(shown):
    with pytest.raises(UserError, match="free_nats"):
        quiz.quiz("free_nat")
