"""What `run.py` sets up with: the standard library alone, in the syntax of Python 3.6.

`machine.py` says whether this Python and system fit, and finds another Python; `environment.py` makes
`.venv` and fills it; `talk.py` shows long work and says in plain words what went wrong.
"""

import os

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
WINDOWS = os.name == "nt"
