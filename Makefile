# The house: `make help` lists what it does. Every target prepares what it needs by itself.
.DEFAULT_GOAL := help
.PHONY: help setup run demo test check score bench screenshots lock
PYTHON ?= python3
BIN := .venv/bin

help:           ## list the targets
	@sed -n 's/^\([a-z]*\):[^#]*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

setup:          ## prepare .venv (with .venv/bin/cchc) and everything `make run` needs
	@$(PYTHON) tools/setup.py run

run:            ## serve the demo office at 127.0.0.1:PORT (8000), worker included
	@CCHC_ENV=demo $(PYTHON) tools/setup.py demo
	@CCHC_ENV=demo CCHC_WEB_WORKERS=$${CCHC_WEB_WORKERS:-1} \
	  exec setpriv --pdeathsig TERM $(BIN)/cchc serve --with-worker

demo: setup     ## load the demo office (again), plans relative to today
	@CCHC_ENV=demo $(BIN)/cchc demo

test:           ## everything tests need, then all of them
	@$(PYTHON) tools/setup.py tests
	@$(BIN)/python tools/run_tests.py

check:          ## format, lint, types, layers, migrations, translations, templates; no tests
	@$(PYTHON) tools/setup.py tests
	@$(BIN)/python tools/run_checks.py

score:          ## hold readings and pairings against the hand-made ones
	@$(PYTHON) tools/setup.py tests
	@$(BIN)/python benchmarks/score.py
	@$(BIN)/python -m benchmarks.pairs_score

bench:          ## measure what the product is held to
	@$(PYTHON) tools/setup.py tests
	@$(BIN)/python benchmarks/bench.py

screenshots:    ## retake the pictures of README.md
	@$(PYTHON) tools/setup.py run
	@$(PYTHON) tools/setup.py tests
	@$(BIN)/python tools/screenshots.py

lock:           ## resolve requirements/*.in and package.json into their locks again
	@$(PYTHON) tools/setup.py tests
	@sh tools/lock.sh
