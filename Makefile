# Every target sets up what it needs: `make demo` and `make test` are all a newcomer has to know.
#
#   PORT=8000       where `make demo` serves
#   INSTALL=0       keep `make test` from installing programs with apt-get
#   CORNERS="..."   which corners `make test-integrations` runs: teak ulmo verawood newest
#   BENCH_OPTIONS=  what is passed to `make bench`; --help lists it
#   REQUIRE_ALL=1   a suite that lacks its program is a failure (as in .ci/run)

.DEFAULT_GOAL := help
.PHONY: help demo demo-reset demo-check test test-integrations lint format types migrations-check bench courses messages lock

VENV := .venv
PYTHON := $(VENV)/bin/python
# The peers are installed here only: they are no part of the project.
BENCH := .venv-bench
READY := $(VENV)/.ready
STAGES := $(PYTHON) -m tests.support.stages
PORT ?= 8000
# The oldest that is supported, farthest from the lock; the others are run by hand.
CORNERS ?= teak
PREVIEW_DATA ?= .preview
# XBlock still needs the old `fs`, which warns at every start.
export PYTHONWARNINGS ?= ignore:pkg_resources is deprecated:UserWarning

help: ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

$(READY): requirements/lock.txt setup.py scripts/venv.sh scripts/find-python.sh
	@sh scripts/venv.sh $(VENV)
	@touch $@

demo: $(READY) ## Set up, load the courses, seed learners and serve on 127.0.0.1 (PORT=8000)
	@PREVIEW_DATA="$(PREVIEW_DATA)" $(PYTHON) -m preview demo --port $(PORT)

demo-reset: ## Forget everything the demo kept
	@if [ -f "$(PREVIEW_DATA)/secret_key" ]; then rm -rf -- "$(PREVIEW_DATA)"; fi

demo-check: $(READY) ## Build the demo in a folder of its own, walk the journey, exit
	@folder=$$(mktemp -d) && PREVIEW_DATA=$$folder $(PYTHON) -m preview demo --check; \
	code=$$?; rm -rf -- "$$folder"; exit $$code

test: $(READY) ## Lint, types, migrations and every test
	@$(PYTHON) -m tests.support.programs
	@$(STAGES) lint types migrations tests

test-integrations: $(READY) ## The same tests on other supported releases
	@$(PYTHON) -m tests.support.integrations $(CORNERS)

lint: $(READY) ## Style, format, the direction of imports, templates
	@$(STAGES) lint

format: $(READY) ## Put code into the common format and sort its imports
	@$(VENV)/bin/ruff check --quiet --fix --select I . || true
	@$(VENV)/bin/ruff format .

types: $(READY) ## Check the types
	@$(STAGES) types

migrations-check: $(READY) ## Fail if a model change has no migration
	@$(STAGES) migrations

$(BENCH)/.ready: requirements/lock.txt benchmarks/peers.txt setup.py scripts/venv.sh scripts/find-python.sh
	@sh scripts/venv.sh $(BENCH)
	@$(BENCH)/bin/uv pip install --quiet --python $(BENCH)/bin/python --no-deps --requirement benchmarks/peers.txt
	@touch $@

bench: $(BENCH)/.ready ## Measure, beside the peers, in one run (BENCH_OPTIONS="idea_board --write")
	@$(BENCH)/bin/python -m benchmarks $(BENCH_OPTIONS)

courses: $(READY) ## Check the pilot courses, report on them, and pack them for Studio into build/courses
	@$(PYTHON) -m course_quality report course_exports/*/
	@$(PYTHON) -m course_quality build course_exports/*/

messages: $(READY) ## Collect the strings to translate and compile the catalogs
	@$(PYTHON) -m tests.support.programs
	@for app in xblocks/*/locale preview/locale; do \
	    [ -d "$$app" ] || continue; \
	    (cd "$$app/.." && "$(CURDIR)/$(VENV)/bin/django-admin" makemessages --all --no-location --no-wrap \
	        && "$(CURDIR)/$(VENV)/bin/django-admin" compilemessages) || exit 1; \
	done

lock: $(READY) ## Resolve the lock and the corners anew (UPGRADE=1 takes the newest of everything)
	@sh scripts/lock.sh $(VENV)
