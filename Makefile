# Everything runs in .venv/, which is made anew when the pins change.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
export DBT_PROFILES_DIR := $(CURDIR)
export DBT_SEND_ANONYMOUS_USAGE_STATS := false

.DEFAULT_GOAL := build
.PHONY: setup build serve app report export metrics docs test torture browser java lint linted lineage postgres schema test-engines spark bench bench-serve clean help

help:  ## List the targets.
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

$(BIN)/python:
	@command -v $(PYTHON) > /dev/null \
		|| { echo "$(PYTHON) not found: install Python 3.11, or name another: make PYTHON=python3" >&2; exit 2; }
	@if command -v uv > /dev/null; then \
		uv venv --quiet --python $(PYTHON) $(VENV); \
	else \
		$(PYTHON) -m venv $(VENV); \
	fi

# A stamp per extra, so that a machine that only builds never installs the rest.
$(VENV)/build.stamp: pyproject.toml requirements.lock | $(BIN)/python
	@scripts/install.sh $(VENV) .
	@touch $@

$(VENV)/%.stamp: pyproject.toml requirements.lock | $(BIN)/python
	@scripts/install.sh $(VENV) '.[$*]'
	@touch $@ $(VENV)/build.stamp

setup: $(VENV)/build.stamp  ## Make the environment in .venv/.

build: setup  ## Build the warehouse; if all tests pass, let readers see it; show a result.
	@$(BIN)/python scripts/publish.py
	@$(BIN)/python scripts/recommend.py popular --k 5
	@$(BIN)/python scripts/recommend.py recommend --user_id u1 --k 5

serve: $(VENV)/serve.stamp  ## Answer over HTTP.
	@exec $(BIN)/python scripts/serve.py

app: $(VENV)/app.stamp  ## Serve the app on http://127.0.0.1:8501.
	@exec $(BIN)/streamlit run scripts/app/main.py

report: $(VENV)/report.stamp  ## Write a page about the warehouse, warehouse/report.html.
	@$(BIN)/python scripts/report.py

export: $(VENV)/export.stamp  ## Write the marts as Parquet, into warehouse/export/.
	@$(BIN)/python scripts/export.py

metrics: $(VENV)/metrics.stamp  ## List what MetricFlow can be asked; then `mf query`.
	@$(BIN)/dbt --quiet parse
	@RECMART_READ_ONLY=1 $(BIN)/mf list metrics

docs: setup  ## Write dbt's documentation as one page, warehouse/docs.html.
	@$(BIN)/python scripts/document.py

test: $(VENV)/test.stamp browser java  ## Run every test, of style too.
	$(BIN)/python -m pytest

browser: $(VENV)/test.stamp
	@$(BIN)/python tests/python/browser.py

java: $(VENV)/test.stamp
	@$(BIN)/python tests/python/java.py

torture: $(VENV)/test.stamp  ## Kill publishers fifty times.
	RECMART_TEST_KILLS=50 $(BIN)/python -m pytest -n 0 -k random_moments \
		tests/python/warehouse/test_publish.py

# Models with SQL of their own are judged as dbt expands them. What only calls a macro,
# or one that is long, is judged as it stands, with tests/lint/ for macros.
OWN_SQL := '^ *(select|with)\b|dbt\.'
LONG := 'recmart\.(leading_eigenvectors|blended_lists|asked_list)\('
SQL := find models tests/generic -name '*.sql'
AS_IT_STANDS := $(SQL) | xargs grep -LE $(OWN_SQL); \
	$(SQL) | xargs grep -lE $(LONG) | xargs grep -LF '{% if'

lint: $(VENV)/test.stamp linted  ## Check the style of SQL and Python.

# dbt reads the project here once, or each process of sqlfluff would.
linted:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/dbt --quiet parse
	$(BIN)/sqlfluff lint --processes 0 \
		$$({ $(SQL); $(AS_IT_STANDS); } | sort | uniq -u)
	$(BIN)/sqlfluff lint --templater jinja --library-path tests/lint \
		$$($(AS_IT_STANDS))

lineage: setup  ## Draw docs/lineage.svg anew.
	@$(BIN)/python scripts/draw_lineage.py

postgres: $(VENV)/postgres.stamp  ## Build the samples on a PostgreSQL server of this machine.
	@$(BIN)/python scripts/postgres.py

schema: $(VENV)/postgres.stamp  ## Write docs/schema.sql anew.
	@$(BIN)/python scripts/postgres.py --select tag:shoes --schema docs/schema.sql

test-engines: $(VENV)/test.stamp java  ## Hold every domain on PostgreSQL and Spark against DuckDB.
	RECMART_TEST_DOMAINS="custom dating grocery pings shoes streaming" \
		$(BIN)/python -m pytest -n 0 tests/python/engines

spark: $(VENV)/spark.stamp  ## Build the samples on a Spark cluster of this machine.
	@$(BIN)/python scripts/spark.py

bench: setup  ## Time the build on made-up data of three million interactions.
	$(BIN)/python scripts/benchmark.py

bench-serve: $(VENV)/serve.stamp  ## Time the API on made-up lists of 200,000 users.
	$(BIN)/python scripts/benchmark_serving.py

clean:  ## Remove all that was built, the environment too.
	rm -rf $(VENV) target logs dbt_packages warehouse/*.duckdb* warehouse/*.builds \
		warehouse/report.html warehouse/docs.html warehouse/export .pytest_cache .ruff_cache
