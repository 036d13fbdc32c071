# Keystone. From nothing but python3 (3.11 or later), make and the network: `make demo`, `make test`.
# Your own UV_* and PIP_* settings (an index, a certificate) apply throughout.

UV_VERSION := 0.13.9

# The first Python that is recent enough; `make PYTHON=/path/to/python setup` chooses another.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { command -v "$$p"; break; }; done)

PY := .venv/bin/python

# Tests run beside one another, one process a core, and no more than a laptop has room for.
BESIDE := -n auto --maxprocesses 4
UV := .bootstrap/bin/uv
BOOTSTRAPPED := .bootstrap/uv-$(UV_VERSION)
SYNCED := .venv/.synced
SYNC = $(UV) sync --frozen --python "$(PYTHON)"

# Another project's environment, active in this shell, must not become ours.
unexport VIRTUAL_ENV
unexport PYTHONHOME
unexport PYTHONPATH
export UV_PROJECT_ENVIRONMENT := .venv
export UV_PYTHON_DOWNLOADS := never

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo demo-reset playground lint test test-browser check bench

help: ## what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1~\2/p' $(MAKEFILE_LIST) | awk -F'~' '{ printf "%-22s%s\n", $$1, $$2 }'

setup: $(SYNCED) ## the environment in .venv, from the committed lock file

demo: playground ## the whole bot on a made-up trust, with three chat clients to try it in
	@exec $(PY) -m bot.demo

demo-reset: setup ## forget what was done in the demo; the next one starts afresh
	@$(PY) -m bot.demo --reset

lint: setup ## style, types and import contracts
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports

test: setup ## every test but the browser's
	$(PY) -m pytest -m "not browser" $(BESIDE)

test-browser: playground ## the tests that drive a real chat client in Chromium, and LibreOffice
	$(PY) -m pytest -m browser

check: lint test ## lint, then test

bench: setup ## the figures of docs/performance.md
	$(PY) -m tests.bench

# The chat client. Where the machine has no Node.js that will do, one comes as a Python wheel.
playground: setup
	@$(PY) -m bot.demo.node --found || $(UV) sync --frozen --inexact --group node
	@$(PY) -m bot.demo.node --install

$(BOOTSTRAPPED):
	@test -n "$(PYTHON)" || { \
		echo "Keystone needs Python 3.11 or later and found none. On Debian: sudo apt-get install python3 python3-venv" >&2; \
		exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) comes without venv and pip. On Debian or Ubuntu: sudo apt-get install python3-venv" >&2; \
		exit 1; }
	@rm -rf .bootstrap
	@"$(PYTHON)" -m venv .bootstrap
	@.bootstrap/bin/python -m pip install --quiet --disable-pip-version-check "uv==$(UV_VERSION)"
	@touch $@

$(SYNCED): uv.lock pyproject.toml $(BOOTSTRAPPED)
	$(SYNC)
	@touch $@
