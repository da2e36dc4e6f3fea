.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:

PYTHON ?= python3
JOBS ?= 2
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PIP := $(BIN)/python -m pip --disable-pip-version-check
GENERATE := $(BIN)/python tools/generate.py
CLIENTS := .clients
CLIENTS_READY := $(CLIENTS)/.ready
CLIENTS_PIP := $(CLIENTS)/bin/python -m pip --disable-pip-version-check --quiet
SITE := .site
SITE_READY := $(SITE)/.ready
BENCH := .bench
BENCH_READY := $(BENCH)/.ready
BENCH_PIP := $(BENCH)/own/bin/python -m pip --disable-pip-version-check --quiet
BENCH_ARGS ?=

.PHONY: FORCE help demo test test-clients test-vscode vscode bench-server check generated pytest fixtures bench profile docs site fuzz lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# The environment is made once and stays until one of these two files changes; after that no network is needed.
$(READY): pyproject.toml requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "resp-lint needs Python 3.11 or newer; try: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --quiet --requirement requirements-dev.txt
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(READY) ## Lint the example pages and show what is found
	@echo '$$ resp-lint --output-format full examples/clean examples/faulty'
	@$(BIN)/resp-lint --output-format full examples/clean examples/faulty; status=$$?; echo "(exit status $$status: 1 means that there are findings)"; test $$status -eq 1

test: check pytest ## Check the code and the generated files, and run the tests
	@echo 'Not part of this, as it needs more than Python: make test-clients (Node.js; CI runs it), make test-vscode (a browser), make fuzz (hours)'

# Programs that read what we write: some come from npm, none runs a script of its own while it is installed.  The wheels
# are what the hooks and the action install, so that no test needs the network.
$(CLIENTS_READY): requirements-dev.txt tests/clients/requirements.txt tests/clients/package-lock.json | $(READY)
	@command -v npm > /dev/null || { echo 'make test-clients needs Node.js and npm'; exit 1; }
	rm -rf $(CLIENTS)
	$(PYTHON) -m venv $(CLIENTS)
	$(CLIENTS_PIP) install --requirement tests/clients/requirements.txt
	$(CLIENTS_PIP) download --dest $(CLIENTS)/wheels --constraint requirements-dev.txt hatchling .
	cp tests/clients/package.json tests/clients/package-lock.json $(CLIENTS)
	npm ci --prefix $(CLIENTS) --ignore-scripts --no-audit --no-fund --loglevel=error
	chmod u+x $(CLIENTS)/node_modules/@microsoft/sarif-multitool-*/Sarif.Multitool
	@touch $@

# The extension for VS Code: what it needs to be built and tested comes from npm, none of it runs scripts of its own.
VSCODE := editors/vscode
VSCODE_READY := $(VSCODE)/node_modules/.ready

$(VSCODE_READY): $(VSCODE)/package.json $(VSCODE)/package-lock.json
	@command -v npm > /dev/null || { echo 'the extension for VS Code needs Node.js and npm'; exit 1; }
	npm ci --prefix $(VSCODE) --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

vscode: $(VSCODE_READY) ## Build the extension for VS Code, editors/vscode/resp-lint-VERSION.vsix
	npm run package --prefix $(VSCODE)

# A real Visual Studio Code, 400 MB of it, with a browser: some of its modules are built here (libkrb5-dev, a compiler).
VSCODE_TEST := .vscode-test
VSCODE_NATIVE := @vscode/spdlog native-watchdog node-pty @parcel/watcher kerberos

$(VSCODE_TEST)/.ready: tests/vscode/package.json tests/clients/requirements.txt
	rm -rf $(VSCODE_TEST)
	$(PYTHON) -m venv $(VSCODE_TEST)
	$(VSCODE_TEST)/bin/python -m pip --disable-pip-version-check install --quiet --constraint tests/clients/requirements.txt playwright
	cp tests/vscode/package.json $(VSCODE_TEST)
	npm install --prefix $(VSCODE_TEST) --ignore-scripts --no-audit --no-fund --loglevel=error
	npm rebuild --prefix $(VSCODE_TEST) argon2
	cd $(VSCODE_TEST)/node_modules/code-server/lib/vscode && npm install --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error && npm rebuild $(VSCODE_NATIVE)
	@touch $@

test-vscode: vscode $(VSCODE_TEST)/.ready ## Try the extension in a real Visual Studio Code (needs chromium; takes minutes)
	$(VSCODE_TEST)/bin/python tests/vscode/drive.py

bench-server: $(BENCH_READY) ## Measure what an edit costs in an editor, beside rumdl's server
	$(BIN)/python benchmarks/server.py --write benchmarks/RESULTS.md

test-clients: $(CLIENTS_READY) $(VSCODE_READY) site ## Ask the programs that read our reports, hooks and action whether they understand them
	$(BIN)/python -m pytest -n $(JOBS) tests/clients

check: $(READY) generated
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-actions action.yml
	# Captions and summaries are not for the place where these pages are read; retired keyrefs stand in a rule's example.
	$(BIN)/resp-lint --all-pages --quiet --ignore RSP401,RSP402,RSP403,RSP706 *.md docs

generated: $(READY)
	$(GENERATE) --check

pytest: $(READY)
	$(BIN)/python -m pytest -n $(JOBS)

fixtures: $(READY) ## Rewrite the expected reports in tests/fixtures, to be read before they are committed
	$(BIN)/python -m pytest -n $(JOBS) --rewrite

# The peers stand in one environment, resp-lint in another with nothing but what it needs, from a wheel: as users have it.
$(BENCH_READY): requirements-dev.txt benchmarks/requirements.txt benchmarks/package-lock.json | $(READY)
	@command -v npm > /dev/null || { echo 'make bench needs Node.js and npm'; exit 1; }
	rm -rf $(BENCH)
	$(PYTHON) -m venv $(BENCH)/peers
	$(BENCH)/peers/bin/python -m pip --disable-pip-version-check install --quiet --requirement benchmarks/requirements.txt
	$(PYTHON) -m venv $(BENCH)/own
	$(BENCH_PIP) install --constraint requirements-dev.txt $$($(BIN)/python benchmarks/needs.py)
	cp benchmarks/package.json benchmarks/package-lock.json $(BENCH)
	npm ci --prefix $(BENCH) --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(BENCH)/current: FORCE | $(BENCH_READY)
	@rm -rf $(BENCH)/wheel
	@$(BIN)/python -m hatchling build --target wheel --directory $(CURDIR)/$(BENCH)/wheel > /dev/null 2>&1
	@$(BENCH_PIP) install --no-index --no-deps --force-reinstall $(BENCH)/wheel/*.whl

FORCE:

bench: $(BENCH)/current ## Measure resp-lint against its peers (BENCH_ARGS=--quick: for a first look)
	$(BIN)/python benchmarks/bench.py $(BENCH_ARGS)

profile: $(BENCH)/current ## Show where the time goes: imports, functions, rules
	$(BIN)/python benchmarks/where_time_goes.py

docs: $(READY) ## Write the generated parts of the documentation
	$(GENERATE)

# The site is built with what is pinned, and reads what it documents off this folder.
$(SITE_READY): docs/requirements.txt | $(READY)
	rm -rf $(SITE)
	$(PYTHON) -m venv $(SITE)
	$(SITE)/bin/python -m pip --disable-pip-version-check install --quiet --requirement docs/requirements.txt
	$(SITE)/bin/python -m pip --disable-pip-version-check install --quiet --constraint requirements-dev.txt hatchling editables $$($(BIN)/python benchmarks/needs.py)
	$(SITE)/bin/python -m pip --disable-pip-version-check install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

site: $(SITE_READY) ## Build the documentation site in docs/build/html; a warning is an error
	$(SITE)/bin/sphinx-build --fail-on-warning --keep-going --quiet --builder html --doctree-dir docs/build/doctrees docs docs/build/html || { rm -rf docs/build; exit 1; } # what a failed build leaves would fail the next

fuzz: $(READY) ## Try the properties on very many generated pages, and what pages cost that are made to hurt
	$(BIN)/python -m pytest -n $(JOBS) -m fuzz --hypothesis-profile=fuzz
	$(BIN)/python benchmarks/hostile.py --write

lock: ## Pin the newest tools in requirements-dev.txt (needs the network)
	$(PYTHON) -m venv --clear .lock
	.lock/bin/python -m pip --disable-pip-version-check install --quiet --upgrade 'pip>=25.1'
	.lock/bin/python -m pip install --quiet --group dev --editable .
	echo '# What the development environment is made of, written by `make lock`; pyproject.toml says what is asked for.' > requirements-dev.txt
	.lock/bin/python -m pip freeze --exclude-editable >> requirements-dev.txt
	$(PYTHON) -m venv --clear .lock
	.lock/bin/python -m pip --disable-pip-version-check install --quiet --upgrade 'pip>=25.1'
	.lock/bin/python -m pip install --quiet --group clients
	echo '# What tests/clients runs, written by `make lock`; pyproject.toml says what is asked for.' > tests/clients/requirements.txt
	.lock/bin/python -m pip freeze >> tests/clients/requirements.txt
	$(PYTHON) -m venv --clear .lock
	.lock/bin/python -m pip --disable-pip-version-check install --quiet --upgrade 'pip>=25.1'
	.lock/bin/python -m pip install --quiet --group peers
	echo '# The peers that benchmarks/ measures against, written by `make lock`; pyproject.toml says what is asked for.' > benchmarks/requirements.txt
	.lock/bin/python -m pip freeze >> benchmarks/requirements.txt
	$(PYTHON) -m venv --clear .lock
	.lock/bin/python -m pip --disable-pip-version-check install --quiet --upgrade 'pip>=25.1'
	.lock/bin/python -m pip install --quiet --group site
	echo '# What the documentation site is built with, written by `make lock`; pyproject.toml says what is asked for.' > docs/requirements.txt
	.lock/bin/python -m pip freeze >> docs/requirements.txt
	rm -rf .lock

clean: ## Remove the environment and all caches
	rm -rf $(VENV) $(CLIENTS) $(BENCH) $(SITE) docs/build docs/generated .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
