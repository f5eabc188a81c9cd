.DEFAULT_GOAL := help
.PHONY: help demo test check golden bench

help: ## Say what can be made.
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 10

demo: ## Play the invented council's first weeks and serve both sites.
	@script/demo

test: ## Check everything, then run every test.
	@script/test

check: ## Format, lint, imports between rooms, types.
	@script/check

golden: ## Write the golden files anew; read the diff before you commit it.
	@script/bootstrap && .venv/bin/python -m pytest -n 2 --update-golden tests

bench: ## Measure the budgets of bench/.
	@script/bootstrap && for each in journal command publish imports kills public_home serving demo; do .venv/bin/python bench/$$each.py || exit 1; done
