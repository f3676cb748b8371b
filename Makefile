# Conflict Ledger: `make run` sets up and runs the main job, `make test` sets up and tests, `make ui` opens Dagster.
# Needs Python 3.11 or newer and make. Whatever is installed goes into .venv; once it is there, nothing is fetched again.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?=
ARGS ?=
BENCH ?= refresh extraction page day
INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-input

# A stamp bears the hash of what was installed: same hash, nothing to do, no network asked.
hash = $(shell cat $(1) pyproject.toml 2>/dev/null | cksum | tr ' ' '-')
RUN_STAMP := $(VENV)/.installed-run-$(call hash,requirements.lock)
DEV_STAMP := $(VENV)/.installed-dev-$(call hash,requirements-dev.lock requirements-source.lock)

.PHONY: help run ui test test-all lint format types bench picture lock clean distclean setup setup-dev

help:  ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 20

run: setup  ## set up and run the main job on seeds/documents and data/inbox (ARGS="PATH... --full" for more)
	@$(BIN)/conflict-ledger run $(ARGS)

ui: setup  ## set up and open the Dagster UI (ARGS="--port 3001" for another port)
	@$(BIN)/conflict-ledger ui $(ARGS)

test: setup-dev  ## set up and run the tests (ARGS="-k inbox" for some of them)
	@$(BIN)/python -m pytest --numprocesses auto --dist loadgroup $(ARGS)

test-all: setup-dev  ## the tests, and those that take minutes each
	@$(BIN)/python -m pytest -m "" $(ARGS)

lint: setup-dev  ## style of the code, without changing it
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

format: setup-dev  ## put the code into its style
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

types: setup-dev  ## mypy --strict over the package
	@$(BIN)/mypy

bench: setup-dev  ## speed and memory, and where the time goes (BENCH=extraction ARGS="TEXTS" for one of the four)
	@for name in $(BENCH); do $(BIN)/python -m "benchmarks.$$name" $(ARGS); done

picture: setup-dev  ## the picture of the page in the README, taken anew of what `make run` left (needs Chromium)
	@$(BIN)/python -m benchmarks.picture $(ARGS)

# What comes without a wheel has a lock of its own: it is built after the rest is there, with what that brought.
SOURCE_ONLY := libhxl python-io-wrapper
LOCK := uv pip compile --universal --python-version 3.11 --only-binary :all: $(SOURCE_ONLY:%=--no-binary %) --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-strip-extras --custom-compile-command "make lock" --quiet

lock:  ## write the three locks anew from pyproject.toml (needs uv; ARGS="--upgrade" for the newest)
	@command -v uv >/dev/null || { echo "make lock needs uv, which the other targets do not: pip install uv" >&2; exit 1; }
	@$(LOCK) pyproject.toml $(ARGS) --extra build --output-file requirements.lock
	@$(LOCK) pyproject.toml $(ARGS) --extra build --extra dev --constraint requirements.lock \
	  $(SOURCE_ONLY:%=--no-emit-package %) --output-file requirements-dev.lock
	@{ sed -nE 's/^ *"(libhxl[^"]*)".*/\1/p' pyproject.toml; echo python-io-wrapper; } \
	  | $(LOCK) - $(ARGS) --no-deps --output-file requirements-source.lock

clean:  ## remove what was built from data (not the inbox, nor what was fetched), caches and logs
	@find data -mindepth 1 -maxdepth 1 ! -name inbox ! -name archive -exec rm -rf {} +
	@rm -rf dbt_project/target dbt_project/logs logs .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +

distclean: clean  ## clean, and remove the virtual environment
	@rm -rf $(VENV)

setup: $(RUN_STAMP)
setup-dev: $(DEV_STAMP)

$(RUN_STAMP): | $(BIN)/python
	@echo "Installing the locked packages into $(VENV) (once; a minute or two) ..."
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip >/dev/null
	@$(INSTALL) --only-binary :all: --no-deps --require-hashes -r requirements.lock
	@$(INSTALL) --no-deps --no-build-isolation --no-index -e .
	@rm -f $(VENV)/.installed-run-*
	@touch $@

$(DEV_STAMP): $(RUN_STAMP)
	@echo "Installing the tools for tests, lint and types into $(VENV) (once) ..."
	@$(INSTALL) --only-binary :all: --no-deps --require-hashes -r requirements-dev.lock
	@$(INSTALL) --no-binary :all: --no-build-isolation --no-deps --require-hashes -r requirements-source.lock
	@rm -f $(VENV)/.installed-dev-*
	@touch $@

# The first interpreter that starts and is new enough: a shim in the path may exist and not start.
$(BIN)/python:
	@for candidate in $(PYTHON) python3.13 python3.12 python3.11 python3 python; do \
	  if "$$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
	    echo "Making $(VENV) with $$("$$candidate" --version)"; \
	    "$$candidate" -m venv $(VENV) && exit 0; \
	    rm -rf $(VENV); \
	  fi; \
	done; \
	echo "Conflict Ledger needs Python 3.11 or newer with its venv module, and found none." >&2; \
	echo "Install one (Debian, Ubuntu: apt-get install python3 python3-venv) or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3" >&2; \
	exit 1
