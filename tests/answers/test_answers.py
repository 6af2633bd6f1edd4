"""Do answers that nobody here has thought of get the marks that they deserve?

`first` was used to mend the checks, `second` only to measure them.
"""

import pytest

from tests.answers.answers import SETS, answers
from tests.answers.measure import STUDENTS, judged

# Wrong by the letter, and worth nothing to mark: off from 0 and 1 by one rounding.
ACCEPTED = {"latents_w07_brackets_missing"}


@pytest.mark.slow
@pytest.mark.parametrize("given", answers(SETS / "first"), ids=lambda given: given.name)
def test_first_set(given):
    found = judged(given)
    right = given.right or given.name in ACCEPTED
    assert found.lost == (0 if right else len(STUDENTS)), found
