# Every door of the house. `make` alone lists them.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:

# Some machines forbid it: then every process of every test would compile all modules anew.
unexport PYTHONDONTWRITEBYTECODE

export PORT ?= 8000
export SAMAI_INSTANCE ?= instance

PYTHON ?= $(shell for python in python3.11 python3; do $$python -c '' 2>/dev/null && { echo $$python; break; }; done)
BIN := .venv/bin
UV := $(BIN)/uv pip
PIP_COMPILE := $(UV) compile --quiet --generate-hashes --python-version 3.11 $(if $(UPGRADE),--upgrade)
PYTEST := $(BIN)/python -m pytest -q -n 2
ROOMS := web commands jobs scheduler ics mail models vocabulary
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard translations/*/LC_MESSAGES/messages.po))
WORDS := -k lazy_gettext -k lazy_ngettext:1,2 -k Refusal -k NotFound -k Forbidden -k Stale
TESTS ?= tests
FAULTS ?= tests/reliability
SMTP_SINK := $(firstword $(wildcard /usr/sbin/smtp-sink) .cache/postfix/usr/sbin/smtp-sink)

.PHONY: help run install test bench reliability check format formatted lint types contracts coverage golden lock translations clean tools system

help: ## List what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1\t\2/p' Makefile | expand -t 16

# ---- running

run: .venv/.run $(CATALOGUES) ## Run Samai on http://127.0.0.1:8000 (PORT, SAMAI_INSTANCE); Ctrl-C stops it
	@exec $(BIN)/flask --app app up

install: .venv/.run ## Install what a server needs: the locked packages and the wording, none of the tests' tools
	@$(BIN)/pybabel --quiet compile -d translations
	@$(BIN)/python -m compileall -q app.py $(ROOMS) migrations .venv/lib >/dev/null || true
	@echo "Samai is installed here. Next: docs/operate.md"

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Samai needs Python 3.11 or later. Install it, or name it: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Samai needs Python 3.11 or later; this is $$($(PYTHON) --version). Name another: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  package="$$($(PYTHON) -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"; \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then $(call apt-install,$$package); \
	  else echo "This Python cannot make environments. On Debian: sudo apt-get install $$package" >&2; exit 1; fi; }
	@echo "Samai: making .venv with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv .venv

.venv/.uv: requirements-uv.txt | .venv/bin/python
	@echo "Samai: fetching the installer"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-uv.txt
	@touch $@

# Files that come out of an archive are as old as its maker says, and those of an older version older than what is here:
# so whether the packages are those named is seen from the words, and wording is compiled anew by every `make install`.
ifneq ($(shell cat .venv/.run 2>/dev/null),$(shell cksum <requirements.txt))
.PHONY: .venv/.run
endif
.venv/.run: requirements.txt .venv/.uv
	@echo "Samai: installing $$(grep -c == requirements.txt) packages"
	@$(UV) install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.txt
	@cksum <requirements.txt >$@

%.mo: %.po | .venv/.run
	@echo "Samai: compiling $<"
	@$(BIN)/pybabel --quiet compile --input-file=$< --output-file=$@

# ---- testing

test: tools ## Set up whatever the tests need, and run them (TESTS=tests/mail for some)
	@$(PYTEST) -m "not slow" $(TESTS)

check: tools formatted lint types contracts coverage ## Everything a change must pass

# Three at a time on two cores: many tests wait, for a disk, a lease or a process that they killed.
coverage: tools ## All tests at once, with the branch coverage that the quick ones owe
	@timeout --foreground --kill-after=1m 1h $(PYTEST) -n 3 --cov --cov-report=term:skip-covered || { \
	  status=$$?; [ $$status != 124 ] || echo "The tests hang: they take less than half an hour. make test TESTS=tests/... runs some of them" >&2; exit $$status; }
	@$(BIN)/coverage report --include='scheduler/*,ics/*,mail/*' --precision=2 --fail-under=99.9 || { \
	  echo "Of scheduler/, ics/ and mail/ every branch is owed a test: CONTRIBUTING.md" >&2; exit 1; }

bench: tools ## Measure the service beside a plain one: ratios in one run, SHORT where a goal is missed
	@$(BIN)/python -m bench $(BENCH)

reliability: system .venv/.dev $(CATALOGUES) ## Kill, fill and lock things by the hundred, and see that nothing is lost (SMOKE=1 for less)
	@$(BIN)/python -m pytest -q $(if $(SMOKE),,--full) $(FAULTS)

golden: tools ## Write the golden files anew; read them in review
	@$(PYTEST) --write-golden $(TESTS)

tools: system $(SMTP_SINK) .venv/.dev node_modules/.samai $(CATALOGUES)

.venv/.dev: requirements-dev.txt .venv/.run
	@echo "Samai: installing the tools of the tests"
	@$(UV) install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements-dev.txt
	@touch $@

node_modules/.samai: package-lock.json
	@echo "Samai: installing the readers that check calendars and pages"
	@npm ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@

# A browser, readers of PDF and of calendars, PostgreSQL's, nginx's and Dovecot's programs and what reads units come from
# the system: as root they are installed, otherwise the one command is named. The tests start servers of their own; one that
# a package starts is neither needed nor touched.
system:
	@missing=""; \
	command -v npm >/dev/null || missing="$$missing npm"; \
	command -v chromium >/dev/null || missing="$$missing chromium"; \
	command -v pdftotext >/dev/null || missing="$$missing poppler-utils"; \
	command -v nginx >/dev/null || test -x /usr/sbin/nginx || missing="$$missing nginx-light"; \
	ls /usr/lib/*/libical.so.3 >/dev/null 2>&1 || missing="$$missing libical3"; \
	command -v dovecot >/dev/null || test -x /usr/sbin/dovecot || missing="$$missing dovecot-imapd"; \
	command -v systemd-analyze >/dev/null || missing="$$missing systemd"; \
	command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$$missing postgresql"; \
	if [ -n "$$missing" ]; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then $(call apt-install,$$missing); \
	  else echo "The tests need this once: sudo apt-get install$$missing" >&2; exit 1; fi; \
	fi

# The mail server that `make bench` sends to is taken out of Debian's `postfix`, which is not installed: it would start a
# mail server of its own, and drive out the one that the machine may have.
.cache/postfix/usr/sbin/smtp-sink:
	@echo "Samai: unpacking smtp-sink from postfix"
	@rm -rf .cache/postfix && mkdir -p .cache/postfix
	@cd .cache/postfix; \
	command -v apt-get >/dev/null || { echo "The tests need Postfix's smtp-sink in /usr/sbin" >&2; exit 1; }; \
	if [ "$$(id -u)" = 0 ]; then $(call apt-update); fi; \
	apt-get -qq -o APT::Sandbox::User= -o Acquire::Retries=5 download postfix || { echo "The tests need this once: sudo apt-get update" >&2; exit 1; }; \
	dpkg -x postfix_*.deb . && rm postfix_*.deb; \
	libraries="$$(apt-cache depends postfix | sed -n 's/^  Depends: \(lib.*\)/\1/p' | tr '\n' ' ')"; \
	if LD_LIBRARY_PATH=usr/lib/postfix ldd usr/sbin/smtp-sink | grep -q 'not found'; then \
	  if [ "$$(id -u)" = 0 ]; then $(call apt-install,$$libraries); \
	  else rm -r usr; echo "The tests need this once: sudo apt-get install $$libraries" >&2; exit 1; fi; \
	fi

define apt-update
for try in 1 2 3 4 5 6; do apt-get -qq update && break; sleep 10; done
endef

define apt-install
echo "Samai: installing $(strip $(1))"; \
$(apt-update); \
DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends -o DPkg::Lock::Timeout=500 $(1) >/dev/null
endef

# ---- keeping the house

format: .venv/.dev ## Format the code and sort its imports
	@$(BIN)/ruff check --quiet --select I --fix .
	@$(BIN)/ruff format .

formatted: .venv/.dev
	@$(BIN)/ruff format --check .

lint: .venv/.dev ## Read the code for faults
	@$(BIN)/ruff check .

types: .venv/.dev ## Check every type
	@$(BIN)/mypy

contracts: .venv/.dev ## Check that imports only go down the stairs
	@$(BIN)/lint-imports --no-logo

translations: .venv/.dev ## Collect new wording into translations/ and compile it
	@$(BIN)/pybabel --quiet extract -F babel.cfg $(WORDS) --no-location --sort-output -o messages.pot .
	@$(BIN)/pybabel --quiet update -i messages.pot -d translations --no-fuzzy-matching --ignore-obsolete --no-wrap
	@$(BIN)/pybabel --quiet compile -d translations
	@rm -f messages.pot

lock: .venv/.uv ## Turn requirements*.in and package.json into locks (UPGRADE=1 for newer versions)
	@$(PIP_COMPILE) requirements-uv.in -o requirements-uv.txt
	@$(PIP_COMPILE) requirements.in -o requirements.txt
	@$(PIP_COMPILE) requirements-dev.in -o requirements-dev.txt
	@npm install --package-lock-only --omit-lockfile-registry-resolved --ignore-scripts --no-audit --no-fund --silent

clean: ## Remove what was made here, but nothing of an installation's own
	@rm -rf .venv node_modules .cache .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis $(CATALOGUES)
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
