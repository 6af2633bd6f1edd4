# make lab: set up, train the reference agent for a few minutes, draw it beside PPO, watch one walk
# make test: set up, run the tests
# Each target is a command of run.py, which works without make, too: python run.py

PYTHON ?= python3

TARGETS := lab test check check-fast browser server sandbox database second-python lint types build jupyter baselines constraints clean

.PHONY: $(TARGETS) .venv/learner .venv/dev

$(TARGETS):
	@$(PYTHON) run.py $@

.venv/learner .venv/dev:
	@$(PYTHON) run.py setup $(@F)
