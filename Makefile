# `make demo` and `make test` are all that a newcomer needs; `make check` is what CI runs.
# Set-up brings its own uv into .tools/ and everything else, pinned by uv.lock, into .venv/.

PYTHON ?= python3
UV_VERSION := 0.13.9
UV := .tools/bin/uv
RUN := .venv/bin/
SHARED ?= ../shared
export UV_PYTHON_DOWNLOADS := never
export UV_LINK_MODE := copy

.PHONY: help setup demo test test-fast check format lint types docs docs-check site wheel lowest quality knowledge reliability bench-origins bench-read bench-pages bench-desk clean

help: ## Say what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "onrecord needs Python 3.11 or newer; set PYTHON=...")'
	$(PYTHON) -m venv .tools
	.tools/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

.venv/.ready: $(UV) pyproject.toml uv.lock
	$(UV) sync --quiet --locked --python $(PYTHON)
	@touch $@

setup: .venv/.ready ## Make .venv with everything a developer needs

demo: .venv/.ready ## Make a briefing of the example week, and check it
	@rm -rf demo
	@$(RUN)onrecord brief examples/week/pages --out demo || test $$? -eq 3
	@$(RUN)onrecord verify demo/briefing.html
	@echo "Open demo/briefing.html in a browser. Ask the record: .venv/bin/onrecord search howitzers --desk demo/desk"

test: .venv/.ready ## Run all tests
	$(RUN)python -m pytest --quiet -n auto

test-fast: .venv/.ready ## Run the tests that load no model and take no time
	$(RUN)python -m pytest --quiet -m "not model and not slow"

check: .venv/.ready ## Everything that CI runs
	$(RUN)ruff format --check .
	$(RUN)ruff check .
	$(RUN)mypy
	$(RUN)python -m pytest --quiet -n auto --cov --cov-report=term:skip-covered --cov-fail-under=85
	$(MAKE) --no-print-directory docs-check site wheel lowest quality
	@git diff --exit-code --stat

format: .venv/.ready ## Put the code into shape
	$(RUN)ruff check --fix-only --quiet .
	$(RUN)ruff format .

lint: .venv/.ready ## Check form and types
	$(RUN)ruff format --check .
	$(RUN)ruff check .
	$(RUN)mypy

docs: .venv/.ready ## Write the generated pages of the documentation
	$(RUN)python tools/docs.py

docs-check: .venv/.ready ## Fail when a generated page is stale
	$(RUN)python tools/docs.py --check

site: .venv/.ready ## Build the documentation
	NO_MKDOCS_2_WARNING=1 $(RUN)mkdocs build --quiet --strict --site-dir build/site

wheel: .venv/.ready ## Build the wheel, install it into an empty environment, run it there
	$(UV) build --quiet --wheel --out-dir build/dist
	sh tools/try_wheel.sh $(UV) $(PYTHON) build/dist

lowest: .venv/.ready ## Run the tests with the lowest versions that pyproject.toml allows
	$(UV) venv --quiet --clear --python $(PYTHON) build/lowest
	$(UV) pip install --quiet --python build/lowest/bin/python --resolution lowest-direct ".[fast,fetch,parquet,pdf,web]" --group test
	@# the generated help is that of the locked versions: its freshness is checked there
	build/lowest/bin/python -m pytest --quiet -n auto -p no:cacheprovider -m "not slow" --deselect tests/test_docs.py::test_generated_pages_are_fresh

quality: .venv/.ready ## Score onrecord on the gold sets beside the repository, and hold the floors
	$(RUN)python tools/quality.py --shared $(SHARED)

knowledge: .venv/.ready ## Build the starter list of actors from tools/knowledge and two packages
	$(RUN)python tools/knowledge.py

reliability: .venv/.ready ## Plot what the scores of statements mean, on the gold set beside the repository
	$(RUN)python tools/reliability.py

bench-origins: .venv/.ready ## Speed of the reuse search beside rensa and datasketch (in BENCH_PYTHON's environment)
	PYTHONPATH=src $(or $(BENCH_PYTHON),$(RUN)python) benchmarks/origins.py $(if $(SIZES),--sizes $(SIZES)) $(if $(CURVE),--curve $(CURVE))

bench-read: .venv/.ready ## Speed of reading articles beside spaCy's small pipeline (in SPACY_PYTHON's environment)
	$(RUN)python benchmarks/read.py $(if $(SPACY_PYTHON),--spacy $(SPACY_PYTHON))

bench-pages: .venv/.ready ## Main text and speed of pages beside trafilatura and others (in BENCH_PYTHON's environment; FOLDER= for a real set)
	PYTHONPATH=src $(or $(BENCH_PYTHON),$(RUN)python) benchmarks/pages.py $(if $(FOLDER),--folder $(FOLDER))

bench-desk: .venv/.ready ## Speed of the desk's pages over a million statements (makes them first; DESK=FOLDER keeps them)
	$(RUN)python benchmarks/desk.py $(if $(DESK),--desk $(DESK))

clean: ## Remove everything that was made
	rm -rf .venv .tools build demo site dist .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis
