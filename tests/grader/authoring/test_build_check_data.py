"""Is the data of the checks compared by what it says, and not by another machine's rounding?"""

import numpy as np
import pytest

from grader.authoring.build_check_data import _npz, same

DATA = {
    "twohot/mean/value": np.array([0.5, 2.0], np.float32),
    "twohot/plain_sum/twohot_mean/uniform/value": np.array(0.375, np.float32),
    "latents/draws/one-hot": np.array([True, True]),
    "kl/nan/value": np.array([np.nan], np.float32),
}
CHANGES = {
    "nothing": ({}, True),
    "the last digits": ({"twohot/mean/value": np.array([0.50001, 2.0], np.float32)}, True),
    "what only rounding decides": (
        {"twohot/plain_sum/twohot_mean/uniform/value": np.array(-7.0, np.float32)},
        True,
    ),
    "wrong by rounding on one machine alone": (
        {"twohot/plain_sum/twohot_mean/uniform rows/value": np.zeros(2, np.float32)},
        True,
    ),
    "a number": ({"twohot/mean/value": np.array([0.51, 2.0], np.float32)}, False),
    "a shape": ({"twohot/mean/value": np.array([[0.5, 2.0]], np.float32)}, False),
    "a dtype": ({"twohot/mean/value": np.array([0.5, 2.0])}, False),
    "a yes or no": ({"latents/draws/one-hot": np.array([True, False])}, False),
    "one more": ({"twohot/other/value": np.zeros(1, np.float32)}, False),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_counts_as_the_same(what):
    changed, expected = CHANGES[what]
    assert same(_npz(DATA), _npz({**DATA, **changed})) is expected
