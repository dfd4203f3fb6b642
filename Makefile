# README names the two commands that matter: `make run` and `make test`. `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help run demo test check install install-dev lint types layers migrations docs lock pictures bench quality clean

help:  ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: install  ## read the sources once, then serve the site with the clock beside it
	@$(BIN)/python -m jobs run

demo: install  ## the same on sample sites that it serves itself
	@$(BIN)/python -m demo

test: install-dev  ## all tests, with the network shut
	@$(BIN)/python -m pytest -n auto --dist loadscope --cov --cov-report=term:skip-covered -q

check: lint types layers migrations docs  ## everything else that must hold before a change lands

lint: install-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: install-dev
	@$(BIN)/mypy

layers: install-dev
	@$(BIN)/lint-imports --no-cache

migrations: install-dev
	@$(BIN)/python tools/check_migrations.py

docs: install-dev
	@$(BIN)/python tools/check_docs.py

# A stamp each: nothing happens while what it was made from is older.
# --no-deps: the files are complete, and pip 23 looks past a pinned version for an extra (coverage[toml]) as soon as a newer one is out.
install: $(VENV)/.installed  ## make .venv with the pinned requirements
install-dev: $(VENV)/.installed-dev

$(VENV)/.installed: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Tongpin needs Python 3.11 or newer; found $$($(PYTHON) --version). Try: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1; }
	@echo "Installing the requirements into $(VENV) …"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	@echo "Installing what the tests need …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.txt -r requirements-dev.txt
	@touch $@

lock:  ## pin requirements*.in anew (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q requirements.in -o requirements.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q requirements-dev.in -o requirements-dev.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q requirements-bench.in -o requirements-bench.txt

clean:  ## remove .venv and what tools left behind; your data in var/ stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build *.egg-info

pictures: install-dev  ## a picture of each page at both widths, into docs/pictures/
	@$(BIN)/python tools/pictures.py

bench: install-dev  ## speed beside its peers, as ratios; results in bench/results/
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-bench.txt
	@for each in bench/*.py; do echo "== $$each"; PYTHONPATH=. $(BIN)/python $$each || exit 1; done

quality: install-dev  ## every figure of quality beside its floor (needs the measuring sets beside the project)
	@$(BIN)/python -m tools.quality
