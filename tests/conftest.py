import os
from pathlib import Path

import pytest

# Nothing here draws a picture of the world, so that no graphics library is needed.
os.environ.setdefault("MUJOCO_GL", "disabled")

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def parts():
    """The reference parts."""
    from dreamer import load_parts

    return load_parts(ROOT / "solutions" / "day38")
