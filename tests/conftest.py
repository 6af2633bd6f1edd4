import os
from pathlib import Path

import pytest

# Nothing here draws a picture of the world, so that no graphics library is needed.
os.environ.setdefault("MUJOCO_GL", "disabled")
# Two threads of torch beside another process wait for each other most of the time.
os.environ.setdefault("OMP_NUM_THREADS", "1")

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def parts():
    """The reference parts."""
    from dreamer import load_parts

    return load_parts(ROOT / "solutions" / "day38")
