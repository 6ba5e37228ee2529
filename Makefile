# Everything a developer types. A fresh machine needs only Python 3.11 or newer and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Stamps say which lock file is installed, so that the second `make` starts at once.
READY := $(VENV)/.ready
READY_DEV := $(VENV)/.ready-dev
# The bots that `make bench` measures against live in an environment of their own.
VENV_BENCH := .venv-bench
READY_BENCH := $(VENV_BENCH)/.ready
# More than there are cores: a test waits for a database or another process a third of its time.
WORKERS := $(shell $(PYTHON) -c 'import os; print(3 + (os.cpu_count() or 1))')
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(UPGRADE)

.DEFAULT_GOAL := help
.PHONY: help demo run test soak check coverage mutants bench lock

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

demo: $(READY) ## the bot, people and a clock in a browser page; no Telegram account needed
	$(BIN)/bilateral demo $(ARGS)

run: $(READY) ## the bot on Telegram; needs BOT_TOKEN in .env
	$(BIN)/bilateral run

# Tests start hundreds of processes, each of which would compile everything anew where this is set.
test coverage soak bench: export PYTHONDONTWRITEBYTECODE =

test: $(READY_DEV) ## every test, on SQLite and PostgreSQL
	$(BIN)/python -m pytest --numprocesses $(WORKERS) --maxschedchunk 2 $(ARGS)

soak: $(READY_DEV) ## the long form of the tests that have one; SEED=n repeats a run; an hour
	SOAK=1 $(BIN)/python -m pytest -s -m soak $(ARGS)

check: $(READY_DEV) ## formatting, lint, types, import rules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# What is traced takes several times as long, so the test of how long a text may take is left out.
coverage: $(READY_DEV) ## branches that tests take; fails under 95 % of a package
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest --numprocesses $(WORKERS) --maxschedchunk 2 $(ARGS) \
		--deselect tests/property/test_timewords_props.py::test_long_text_takes_no_longer_than_a_press_may \
		tests/unit tests/property tests/contracts tests/storage tests/e2e tests/attack
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage json --quiet -o - | $(BIN)/python -m tests.support.covered

mutants: $(READY_DEV) ## mutants of the rules and of delivery that tests notice; fails under 85 %; an hour
	$(BIN)/python -P tests/support/mutating.py run $(ARGS)
	$(BIN)/mutmut results --all true | $(BIN)/python -m tests.support.mutants

bench: $(READY_DEV) $(READY_BENCH) ## measurements on real time; minutes
	$(BIN)/python -m bench
	$(VENV_BENCH)/bin/python bench/rivals/chart.py bench/out/speed.json bench/out/speed.svg

lock: $(READY_DEV) ## write both lock files anew; UPGRADE=--upgrade takes the newest versions
	$(PIP) install uv
	$(COMPILE) --group build -o requirements.lock pyproject.toml
	$(COMPILE) --group build --group dev --constraint requirements.lock -o requirements-dev.lock pyproject.toml
	$(COMPILE) -o requirements-bench.lock bench/rivals/requirements.in

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; name one: make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(READY): requirements.lock pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(READY_DEV): requirements-dev.lock pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes -r requirements-dev.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@ $(READY)

$(READY_BENCH): requirements-bench.lock
	$(PYTHON) -m venv $(VENV_BENCH)
	$(VENV_BENCH)/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements-bench.lock
	@touch $@
