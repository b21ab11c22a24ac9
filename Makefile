# Everything a developer does. On Windows, and without make: see README.md.
VENV ?= .venv
PY := $(VENV)/bin/python
READY := $(VENV)/.ready
WORKERS ?= 3
DEMO_RESULTS ?= demo-results
export PYTHON

.DEFAULT_GOAL := help
.PHONY: help environment test lint format types bench tour papers demo bundle bundle-test lock clean

help: ## Show what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

environment: $(READY) ## Make .venv with the locked packages

$(READY): requirements.lock pyproject.toml .ci/environment.sh installers/linux/debian-packages.txt
	@bash .ci/environment.sh $(VENV)
	@touch $@

test: $(READY) ## Run every test and check the coverage gates
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest -n $(WORKERS) -m "not bundle" \
	  --cov --cov-report= --cov-report=json:build/coverage.json
	@PYTHONPATH=tests $(PY) -m support.coverage_gates build/coverage.json

lint: $(READY) ## Check style and formatting
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

format: $(READY) ## Mend style and formatting where that is safe
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

types: $(READY) ## Check types strictly
	$(PY) -m mypy

bench: $(READY) ## Measure the promised speeds (only=NAME for one)
	@PYTHONPATH=desktop:tests QT_QPA_PLATFORM=offscreen $(PY) -m bench $(only)

tour: $(READY) ## Walk every page of the window and write pictures to tour/
	QT_QPA_PLATFORM=offscreen $(PY) -m proactive_care.ui.tour tour

papers: $(READY) ## Print every document for the plainest and the hardest patients to papers/
	QT_QPA_PLATFORM=offscreen $(PY) -m proactive_care.ui.papers papers

demo: $(READY) ## Open the demo practice (without a display: run it headless)
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
	  $(VENV)/bin/proactive-care demo; \
	else \
	  $(VENV)/bin/proactive-care demo --headless --out $(DEMO_RESULTS) && \
	  echo "There is no display, so the demo ran without a window. Its results are in $(abspath $(DEMO_RESULTS))"; \
	fi

bundle: $(READY) ## Build the application folder with PyInstaller
	@bash .ci/environment.sh $(VENV) bundle
	nice -n 10 $(PY) -m PyInstaller --noconfirm --clean --log-level WARN \
	  --distpath dist --workpath build/pyinstaller installers/proactive_care.spec

bundle-test: $(READY) ## Start the built application and run the headless demo from it
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest -m bundle -s tests/installers

lock: $(READY) ## Resolve the dependencies again and rewrite requirements.lock
	$(PY) -m pip install --quiet "uv>=0.9"
	$(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade \
	  --no-emit-package pyside6-addons --no-emit-package pyside6-pdf --no-emit-package pyside6-webengine \
	  --group dev --custom-compile-command "make lock" --output-file requirements.lock pyproject.toml

clean: ## Remove everything that make made, .venv included
	rm -rf $(VENV) build dist tour papers $(DEMO_RESULTS) .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache
