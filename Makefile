# `make` alone lists the targets. Nothing has to be installed first but Python >= 3.11 and make.
# Choose an interpreter with `make setup PYTHON=/path/to/python3.12`, a port with `make run PORT=8600`.

.DEFAULT_GOAL := help
.PHONY: help setup run quick test lint messages bench validate pins FORCE

PYTHON = python3 python3.14 python3.13 python3.12 python3.11
# Without our own bin folder, so that an activated .venv does not rebuild itself from itself.
export PATH := $(subst $(CURDIR)/.venv/bin:,,$(PATH))

VENV = .venv/bin/python
STAMP = .venv/.complete
SOUND := $(shell $(VENV) -c 'import sys, importlib.util as u; \
	print("yes" if sys.version_info >= (3, 11) and u.find_spec("streamlit") and u.find_spec("pytest") else "")' 2>/dev/null)

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

setup: $(STAMP) ## put the pinned environment into .venv

# The last step writes the stamp: an interrupted, broken or outdated environment is made anew.
$(STAMP): requirements.txt requirements-dev.txt $(if $(SOUND),,FORCE)
	@for python in $(PYTHON); do \
		if "$$python" -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			echo "Installing the pinned packages into .venv (once, about a minute)"; \
			rm -rf .venv && "$$python" -m venv .venv && \
			$(VENV) -m pip install -qq --disable-pip-version-check -r requirements-dev.txt && \
			touch $@; \
			exit; \
		fi; \
	done; \
	echo "Python 3.11 or newer with venv (on Debian: its package python3-venv) is needed, and none was found" \
		"(tried: $(PYTHON)). Install one, or name it: make setup PYTHON=/path/to/python3.12" >&2; \
	exit 1

run: setup ## serve the dashboard at http://localhost:8501
	$(VENV) -m streamlit run app.py $(if $(PORT),--server.port $(PORT))

quick: setup ## unit and page tests in parallel, for while you work: no browser, drawn examples, copies of the product
	$(VENV) -m pytest -n auto --dist worksteal -m "not browser and not hypothesis and not copied" --ignore tests/test_edits.py

test: lint ## lint, then all tests, those in a browser included
	@$(VENV) -m tests.chromium
	$(VENV) -m pytest

lint: setup ## ruff (rules, format) and types
	$(VENV) -m ruff check
	$(VENV) -m ruff format --check
	$(VENV) -m basedpyright

messages: setup ## bring the translation catalogues up to date with the texts in the code and data
	$(VENV) -m caspian.messages

bench: setup ## measure speed
	$(VENV) -m benchmarks

validate: setup ## check the dataset and say what is wrong with it
	$(VENV) -m caspian.validate

# After changing the dependencies in pyproject.toml, or to move to newer versions: resolves them once for
# every platform and Python >= 3.11, and writes requirements.txt (what the app needs) and
# requirements-dev.txt (what the tests need besides). Run `make test` afterwards, and commit both files.
COMPILE = build/pins/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
	--fork-strategy fewest --no-header --no-annotate pyproject.toml
pins: setup ## renew the pinned versions
	$(VENV) -m venv --clear build/pins
	build/pins/bin/python -m pip install -qq --disable-pip-version-check uv
	$(COMPILE) --output-file build/pins/requirements.txt
	$(COMPILE) --group dev --constraint build/pins/requirements.txt --output-file build/pins/all.txt
	cp build/pins/requirements.txt requirements.txt
	(echo "-r requirements.txt"; grep -vxFf requirements.txt build/pins/all.txt) >requirements-dev.txt
