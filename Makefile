.DEFAULT_GOAL := help
.PHONY: help demo test check golden lighthouse pictures bench

help: ## Say what can be made.
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 12

demo: ## Play the invented council's first weeks and serve both sites.
	@script/demo

test: ## Check everything, then run every test.
	@script/test

check: ## Format, lint, imports between rooms, types.
	@script/check

golden: ## Write the golden files anew; read the diff before you commit it.
	@script/bootstrap && .venv/bin/python -m pytest -n 2 --update-golden tests

lighthouse: ## Score the residents' pages with Lighthouse; fails below 100.
	@script/bootstrap && script/npm bench/lighthouse && .venv/bin/python bench/lighthouse/measure.py

pictures: ## Take README's pictures from the played demo.
	@script/pictures

bench: ## Measure the budgets of bench/.
	@script/bootstrap && for each in journal command writers publish imports kills public_home serving desk demo; do .venv/bin/python bench/$$each.py || exit 1; done
