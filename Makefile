# make lab: set up, train the reference agent for a few minutes, draw it beside PPO, watch one walk
# make test: set up, run the tests

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := runs/smoke
WALK := runs/walk.gif
FIGURE := figures/day38_dreamer_vs_ppo.png
PYTEST := $(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadscope
CONSTRAINED := $(BIN)/python -m pip install --quiet -c constraints.txt

# Training from state needs no graphics; an own setting is respected.
export MUJOCO_GL ?= disabled

.PHONY: lab test check check-fast browser sandbox database lint types build jupyter baselines constraints clean

lab: $(VENV)/learner
	$(BIN)/day38 train --preset smoke --env dmc_walker_walk --seed 0 --parts solutions/day38 --logdir $(RUN)
	$(BIN)/day38 plot --run $(RUN) --out $(FIGURE)
	@$(BIN)/day38 watch --parts solutions/day38 --out $(WALK) \
	  || echo "(everything else works without it)"
	@echo "The lab itself: $(BIN)/day38 train --preset laptop --parts solutions/day38 --logdir runs/laptop"

test: $(VENV)/dev
	$(PYTEST)

check: lint types test browser sandbox database
	$(BIN)/python -m grader.authoring.build_check_data --check

check-fast: lint types
	$(PYTEST) -m "not slow and not browser and not sandbox and not database"

# A real browser: Debian's Chromium where there is one, else one that Playwright brings.
browser: $(VENV)/dev
	$(CONSTRAINED) -e ".[browser]"
	@command -v chromium > /dev/null || $(BIN)/python -m playwright install chromium
	$(BIN)/python -m pytest -m browser

# Hostile code in bubblewrap (Debian: apt-get install bubblewrap).
sandbox: $(VENV)/dev
	$(PYTEST) -m sandbox

# A real PostgreSQL (Debian: apt-get install postgresql).
database: $(VENV)/dev
	$(CONSTRAINED) -e ".[postgres]"
	$(BIN)/python -m pytest -m database

lint: $(VENV)/dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/dev
	$(BIN)/mypy

build: $(VENV)/dev
	$(BIN)/python -m grader.authoring.build_check_data
	$(BIN)/python -m grader.authoring.build_notebooks

jupyter: $(VENV)/learner
	$(BIN)/jupyter lab labs/day38

# About 40 minutes on two cores.
baselines: $(VENV)/dev
	$(CONSTRAINED) -e ".[baselines]"
	$(BIN)/python -m dreamer.baselines.ppo --seeds 0 1 2 --steps 5000000 --jobs 2

# Every version pinned, from what a fresh environment resolves to.
constraints:
	$(PYTHON) -m venv build/constraints
	build/constraints/bin/python -m pip install --quiet "torch==2.13.0" -e ".[grader,postgres,baselines,sweep,dev,browser]"
	build/constraints/bin/python -m pip freeze --exclude-editable | sed 's/+cpu//' \
	  | (echo "# made by: make constraints"; cat) > constraints.txt

clean:
	rm -rf $(VENV) build

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Day 38 needs Python 3.11 or newer; give one with: make lab PYTHON=/path/to/python3"; exit 2; }
	@echo "Making an environment in $(VENV)"
	$(PYTHON) -m venv $(VENV)

$(VENV)/learner: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installing the lab's packages into $(VENV) (a few minutes, once)"
	$(CONSTRAINED) -e .
	@touch $@

$(VENV)/dev: $(VENV)/learner
	@echo "Installing what the tests and the grader need"
	$(CONSTRAINED) -e ".[grader,sweep,dev]"
	@touch $@
