# Two commands: `make demo` shows what Latticework does, `make test` proves it. Both set up all they need in .venv.

SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
OUT := out

.PHONY: help demo test lint format bench fuzz docs clean
help:
	@echo "make demo   set up, read the pages in examples/, leave a report to look at"
	@echo "make test   set up, lint, run all tests"
	@echo "make lint   ruff, mypy --strict, import-linter"
	@echo "make format ruff's formatter over everything"
	@echo "make bench  time per article by stage, beside spaCy alone"
	@echo "make fuzz   200,000 broken inputs; takes about an hour"
	@echo "make docs   write the generated reference pages anew"
	@echo "make clean  remove $(VENV) and $(OUT)"

# uv where it is installed, else Python's own venv and pip. Nothing is installed outside of $(VENV).
$(READY): pyproject.toml constraints.txt
	@if command -v uv >/dev/null 2>&1; then \
	  echo "setting up $(VENV) with uv"; \
	  uv venv --quiet --allow-existing --python '>=3.11' $(VENV) && \
	  uv pip install --quiet --python $(BIN)/python -c constraints.txt -e '.[dev]'; \
	else \
	  python=$$(for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	    command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' && echo $$p && break; done); \
	  [ -n "$$python" ] || { echo "Latticework needs Python 3.11 or newer; install it (Debian, Ubuntu: python3) or uv"; exit 1; }; \
	  echo "setting up $(VENV) with $$($$python --version)"; \
	  $$python -m venv $(VENV) || { echo "this Python cannot make a virtual environment; install python3-venv or uv"; exit 1; }; \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'; \
	fi
	@touch $@

demo: $(READY)
	@mkdir -p $(OUT)
	$(BIN)/latticework ingest examples --record $(OUT)/demo
	$(BIN)/latticework show summary --record $(OUT)/demo
	$(BIN)/latticework show plans --record $(OUT)/demo --limit 5
	$(BIN)/latticework report --record $(OUT)/demo -o $(OUT)/report.html
	@echo "Look at the report: $(CURDIR)/$(OUT)/report.html"

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

test: lint
	$(BIN)/pytest -n 2

bench: $(READY)
	$(BIN)/python benchmarks/speed/bench.py

fuzz: $(READY)
	$(BIN)/python -m benchmarks.hostile.fuzz

docs: $(READY)
	$(BIN)/python docs/generate.py

clean:
	rm -rf $(VENV) $(OUT)
