.DEFAULT_GOAL := help
.PHONY: help demo test check fix lock bench soak shell migrate clean
PORT ?= 8000
PYTHON := .venv/bin/python

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## show the product on invented people, at http://localhost:8000 (PORT=8001 for another port, FRESH=1 to begin anew)
	@PORT=$(PORT) FRESH=$(FRESH) docker/demo

test: ## prove it: all tests, on SQLite and on PostgreSQL with Redis (ARGS="-k booking" for some)
	@docker/test $(ARGS)

check: ## look for anything out of order; changes nothing
	@docker/check

fix: ready ## put in order what a program can: format, lint, generated documents
	@.venv/bin/ruff check --fix --quiet . || true
	@.venv/bin/ruff format .
	@$(PYTHON) -m mhst.settings.page
	@$(PYTHON) -m tests.architecture.pages

lock: ready ## resolve the dependencies of pyproject.toml into requirements*.txt
	@$(PYTHON) -m docker.locks $(ARGS)

bench: ready ## measure, each figure against a baseline of the same run; fails where one is out of bounds (ONLY=booking for one family)
	@$(PYTHON) -m tests.bench $(ONLY)

soak: ready ## hours of what `make test` tries for seconds: 100,000 messages, 100,000 attempts at the queue, 200 worlds attacked, the demo made on awkward days
	@MHST_STORM_CONVERSATIONS=50 MHST_STORM_MESSAGES=1000 docker/test tests/faults/test_conversation_storm.py
	@MHST_QUEUE_ATTEMPTS=100000 docker/test tests/faults/test_queue_race.py
	@MHST_SOAK=200 .venv/bin/pytest -n 2 $(wildcard tests/unit/core/disclosure/test_adversary*.py) tests/integration/reporting/test_planted.py
	@MHST_SOAK=1 .venv/bin/pytest tests/integration/demo/test_world.py

shell: ready ## a Python prompt with every model at hand
	@$(PYTHON) manage.py shell

migrate: ready ## bring the demo's database up to date
	@$(PYTHON) manage.py migrate

clean: ## remove what the other commands made, but not the demo's data
	@rm -rf .mypy_cache .ruff_cache .import_linter_cache .hypothesis var/test var/static
	@find . -name __pycache__ -type d -not -path './.venv/*' -not -path './node_modules/*' -prune -exec rm -rf {} +

.PHONY: ready
ready:
	@docker/provision build runtime
	@docker/install development
