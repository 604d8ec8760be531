# Two commands matter: `make run` serves the product, `make test` checks it. Both install what they need, say what they
# do, and are safe to repeat.
.DEFAULT_GOAL := help
.PHONY: help run test check install install-test lock evals clean
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c

VENV := .venv
PYTHON := $(VENV)/bin/python
HOST ?= 127.0.0.1
PORT ?= 8000
# WeasyPrint draws with Pango; the résumés need a Chinese font.
RUN_PACKAGES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk
# Tests walk the pages in a real browser and the records through a real PostgreSQL.
TEST_PACKAGES := $(RUN_PACKAGES) chromium postgresql

help: ## show this
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: install ## install what is needed and serve at http://127.0.0.1:8000
	@echo "==> Serving at http://$(HOST):$(PORT)  (stop with Ctrl-C)"
	@exec $(VENV)/bin/ayi serve --host $(HOST) --port $(PORT)

test: install-test check ## install the test needs, check the code, run every test
	@echo "==> Running the tests"
	@$(PYTHON) -m pytest -n 2 --dist loadfile --no-loadscope-reorder -q

check: ## formatting, lint, types and the floors of the house
	@echo "==> Checking format, lint, types and layers"
	@$(PYTHON) -m ruff format --check -q .
	@$(PYTHON) -m ruff check -q .
	@$(PYTHON) -m mypy
	@$(VENV)/bin/lint-imports

install: $(VENV)/.run-ready ## make the virtual environment and install the pinned packages
	@.ci/system-packages $(RUN_PACKAGES)

install-test: $(VENV)/.test-ready ## the same for the tests, browser and database included
	@.ci/system-packages $(TEST_PACKAGES)

$(VENV)/bin/python:
	@.ci/make-venv $(VENV)

$(VENV)/.run-ready: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "==> Installing the pinned packages"
	@$(PYTHON) -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@$(PYTHON) -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test-ready: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	@echo "==> Installing the pinned packages for the tests"
	@$(PYTHON) -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(PYTHON) -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/.run-ready

lock: ## pin every package again (needs uv)
	@uv pip compile -q pyproject.toml --extra install --extra voice --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --no-header -o requirements.lock
	@uv pip compile -q pyproject.toml --extra install --extra voice --extra dev --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --no-header -o requirements-dev.lock

evals: install-test ## measure understanding, interviews and load; record the figures
	@for part in understanding quantities interviews load; do $(PYTHON) -m evals.$$part --record; done

clean: ## remove the virtual environment and caches; never your data
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache build dist
