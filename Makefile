# detente: `make demo` sets up and runs the main job; `make test` runs all tests.
# Needs only Python >= 3.11 and make; uv is used where it is found, pip otherwise.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
UV     := $(shell command -v uv 2>/dev/null)

# pip and uv both check every file against its hash
ifneq ($(UV),)
  MAKE_VENV = $(UV) venv --quiet --allow-existing --python "$(PYTHON)" $(VENV)
  # the system's certificates, as pip takes them: behind a proxy they are the ones that count
  INSTALL   = UV_SYSTEM_CERTS=1 VIRTUAL_ENV=$(VENV) $(UV) pip install --quiet
else
  MAKE_VENV = "$(PYTHON)" -m venv $(VENV)
  INSTALL   = $(BIN)/python -m pip install --quiet --disable-pip-version-check
endif

.PHONY: demo test check bench docs lock clean help

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

$(BIN)/.run: requirements/run.txt pyproject.toml
	$(MAKE_VENV)
	$(INSTALL) --require-hashes -r requirements/run.txt
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(BIN)/.dev: requirements/dev.txt $(BIN)/.run
	$(INSTALL) --require-hashes -r requirements/dev.txt
	@touch $@

demo: $(BIN)/.run ## set up, read the example reports, print the brief
	@$(BIN)/detente demo

test: $(BIN)/.dev ## all tests, with branch coverage
	$(BIN)/python -m pytest -n 2 --cov --cov-report=term --cov-report=

check: $(BIN)/.dev ## ruff, mypy strict, import-linter
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(BIN)/.dev ## every benchmark; figures are saved beside them
	@for script in bench/bench_*.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done

docs: $(BIN)/.dev ## regenerate the generated parts of the documentation
	$(BIN)/python docs/make_reference.py

lock: ## write the hash-locked requirements anew (needs uv)
	for name in run dev; do \
	  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --custom-compile-command "make lock" \
	    requirements/$$name.in -o requirements/$$name.txt; done

clean: ## remove the environment and what tools left behind
	rm -rf $(VENV) .mypy_cache .ruff_cache .hypothesis .coverage* htmlcov demo
