# make run     serve on this machine; PORT=8001 for another port
# make test    everything that proves the product: lint, unit and wire tests, browser tests
#              (JOBS=4 for more at a time: twice as many tests run at once, as they wait half of the time)
# make audit   whether a pinned package has a known vulnerability, for which others have to be asked over the network
# make chaos   whether anything gets lost while lines break and servers die; FAULTS=500, SEED=… to repeat one
# make fuzz    whether anything that is sent to a server harms it; SECONDS=600, SEED=… to send the same again
# make bench   how fast it is on this machine (LOADS="50w 10w2000r" for less, DURATION=30 for longer; benchmarks/README.md)
# make profile where the time goes under a load (LOAD=50w)
# make format  put the sources in order
# make requirements    pin the sets in requirements/ again; UPGRADE=--upgrade for the newest versions

PYTHON ?= python3
PORT ?= 8000
JOBS ?= 2
FAULTS ?= 3000
SECONDS ?= 60
export PORT

VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
PIP_INSTALL := $(BIN)/pip --disable-pip-version-check install -qq --require-hashes

ENGINES := chromium firefox webkit
COLLECTED := $(or $(STATIC_DIR),$(or $(DATA_DIR),var)/static)/staticfiles.json
TEMPLATES = $(shell find templates -name '*.html')

.NOTPARALLEL:
.PHONY: run bench profile chaos fuzz test lint audit unit browser engines format requirements


run: $(COLLECTED)
	@echo "» Bringing the database up to date"
	@$(MANAGE) migrate --no-input --verbosity 0
	@echo "» Starting (Ctrl-C stops it). In a second it is on http://127.0.0.1:$(PORT)"
	@PATH="$(CURDIR)/$(BIN):$$PATH" HOST=127.0.0.1 sh -c "$$(sed -n 's/^web: //p' Procfile)"


test: lint unit browser

lint: $(VENV)/dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/djade --check --target-version 5.2 $(TEMPLATES)
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) check --fail-level WARNING
	$(BIN)/hadolint docs/deploy/Dockerfile

audit: $(VENV)/dev
	$(BIN)/python .ci/audit.py requirements/dev.txt

unit: $(VENV)/dev
	$(BIN)/pytest editor -n $$(($(JOBS) * 2)) --dist worksteal

browser: $(VENV)/dev engines
	$(BIN)/pytest e2e -rs -n $$(($(JOBS) * 3 / 2)) --dist worksteal $(ENGINES:%=--browser %)

engines: $(VENV)/dev
	@echo "$$LIST_ENGINES" | $(BIN)/python -

chaos: $(VENV)/dev
	$(BIN)/python -m editor.tests.chaos --faults $(FAULTS) $(if $(SEED),--seed $(SEED))

fuzz: $(VENV)/dev
	$(BIN)/python -m editor.tests.fuzz --seconds $(SECONDS) $(if $(SEED),--seed $(SEED))

bench: $(VENV)/dev
	$(BIN)/python -m benchmarks $(LOADS) $(if $(DURATION),--seconds $(DURATION))

profile: $(VENV)/dev
	$(BIN)/python -m benchmarks.profiling $(LOAD) $(if $(DURATION),--seconds $(DURATION))

format: $(VENV)/dev
	$(BIN)/ruff check --fix --exit-zero
	$(BIN)/ruff format
	$(BIN)/djade --target-version 5.2 $(TEMPLATES) || true

requirements: $(VENV)/dev
	@for set in base production dev; do \
		echo "» requirements/$$set.txt"; \
		$(BIN)/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-emit-index-url \
			--custom-compile-command "make requirements" $(UPGRADE) requirements/$$set.in -o requirements/$$set.txt || exit; \
	done


# The static files, as they are served

$(COLLECTED): $(VENV)/base $(shell find static -type f) $(wildcard project/*.py project/settings/*.py)
	@echo "» Collecting the static files (again only when they change)"
	@$(MANAGE) collectstatic --no-input --verbosity 0
	@touch $@


# The virtual environment; a file in it, named after a set, says that this set is installed as it is pinned

$(VENV)/base: requirements/base.txt | $(BIN)/pip
$(VENV)/dev: requirements/base.txt requirements/production.txt requirements/dev.txt | $(BIN)/pip
$(VENV)/base $(VENV)/dev:
	@echo "» Installing the $(@F) set (again only when it changes)"
	@$(PIP_INSTALL) -r requirements/$(@F).txt
	@touch $@

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Longhand needs Python 3.11 or newer, and \`$(PYTHON)\` is: $$($(PYTHON) --version 2>&1 | head -n 1)"; \
		echo "Name another one like this: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; } >&2
	@echo "» Making a virtual environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }


define LIST_ENGINES
from e2e.engines import find
from playwright.sync_api import sync_playwright
from pytest import fail, skip

with sync_playwright() as playwright:
    for name in "$(ENGINES)".split():
        try:
            engine = find(playwright, name)
            print(f"» {name}: {engine.driver or engine.launch.get('executable_path', 'Playwright')}")
        except (fail.Exception, skip.Exception) as missing:
            print(f"» {missing}")
endef
export LIST_ENGINES
