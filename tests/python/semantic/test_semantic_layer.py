"""Metrics, asked by MetricFlow as `mf query` asks them, are what the marts say."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from helpers import PATHS, ROOT, environment
from scripts.common.dbt import Dbt

BI = (ROOT / "docs" / "bi.md").read_text(encoding="utf-8")
# In a process of its own, as MetricFlow changes loggers and adapters for all of it.
ASK = """
import json, sys
from decimal import Decimal
from pathlib import Path
from dbt_metricflow.cli.cli_configuration import CLIConfiguration
from metricflow.engine.metricflow_engine import MetricFlowQueryRequest

asked = json.load(sys.stdin)
client = CLIConfiguration()
client.setup(Path.cwd(), Path.cwd(), configure_file_logging=False)
answers = []
for query in asked:
    table = client.mf.query(MetricFlowQueryRequest.create(**query)).result_df
    answers.append([table.rows, table.text_format()])
plain = lambda value: float(value) if isinstance(value, Decimal) else str(value)
print(json.dumps(answers, default=plain))
"""
PROFILE = """
recmart:
  outputs:
    duckdb:
      type: duckdb
      path: {database}
      schema: main
      config_options: {{access_mode: read_only}}
  target: duckdb
"""
# As `mf query` has its options.
OPTIONS = {
    "--saved-query": "saved_query_name",
    "--metrics": "metric_names",
    "--group-by": "group_by_names",
    "--order": "order_by_names",
    "--where": "where_constraints",
    "--limit": "limit",
}
SENDERS = ["metric_time__day", "activity__gender", "activity__city"]
# What is asked, as MetricFlow's engine is asked.
QUERIES: dict[str, dict] = {
    "by_sender": {
        "metric_names": ["likes", "dislikes", "matches", "like_rate"],
        "group_by_names": SENDERS,
        "where_constraints": ["{{ Dimension('activity__domain') }} = 'dating'"],
        "order_by_names": SENDERS,
    },
    "health_by_day": {"saved_query_name": "video_health"},
    "health": {"metric_names": ["watch_through_rate", "engagement_per_impression"]},
    "watch_time": {"metric_names": ["watch_time"]},
    "by_domain": {
        "metric_names": ["interactions", "reorder_rate"],
        "group_by_names": ["activity__domain"],
        "order_by_names": ["activity__domain"],
    },
    "active_users": {
        "metric_names": ["active_users_of_28_days"],
        "group_by_names": ["metric_time__day", "activity__domain"],
        "where_constraints": [
            "{{ TimeDimension('metric_time', 'day') }} in ('2025-06-30', '2025-04-01')"
        ],
        "order_by_names": ["metric_time__day", "activity__domain"],
    },
    "list_quality": {"saved_query_name": "list_quality"},
    "of_segments": {
        "metric_names": ["segment_ndcg_at_10"],
        "group_by_names": ["evaluation__segment"],
        "order_by_names": ["evaluation__segment"],
    },
}
# Two runs of an evaluation: of all users and of two segments, at two lengths.
EVALUATED = """
create schema if not exists evaluation;
create or replace table evaluation.metrics as
from (values
    ('a', 'shoes', 'all', 'all', 10, 'ndcg', 0.25, 0.125),
    ('b', 'shoes', 'all', 'all', 10, 'ndcg', 0.75, 0.375),
    ('a', 'shoes', 'all', 'all', 5, 'ndcg', 0.9, 0.9),
    ('a', 'shoes', 'gender', 'female', 10, 'ndcg', 0.5, 0.1),
    ('a', 'shoes', 'gender', 'male', 10, 'ndcg', 0.1, 0.1),
    ('a', 'shoes', 'all', 'all', 10, 'recall', 0.375, 0.2),
    ('a', 'shoes', 'all', 'all', 10, 'coverage', 0.625, 0.1),
    ('c', 'pings', 'all', 'all', 10, 'ndcg', 0.0625, 0.03125)
) as metrics (
    run_id, domain, segment_type, segment, k, metric, value, popular_value
);
"""


@pytest.fixture(scope="module")
def evaluated(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample warehouse, with an evaluation."""
    # A database goes by the name of its file.
    database = tmp_path_factory.mktemp("evaluated") / "recmart.duckdb"
    shutil.copyfile(warehouse, database)
    with duckdb.connect(database) as connection:
        connection.execute(EVALUATED)
    return database


@pytest.fixture(scope="module")
def answers(evaluated: Path, tmp_path_factory: pytest.TempPathFactory) -> dict:
    """What MetricFlow answers: rows of each query, and the tables that it prints."""
    from dbt.contracts.graph.semantic_manifest import SemanticManifest

    project = tmp_path_factory.mktemp("project")
    (project / "target").mkdir()
    (project / "dbt_project.yml").write_text("{name: recmart, profile: recmart}")
    (project / "profiles.yml").write_text(PROFILE.format(database=evaluated))
    with environment(project, {"RECMART_DATABASE": str(evaluated)}):
        manifest = SemanticManifest(Dbt(project).manifest())
    assert manifest.validate()
    manifest.write_json_to_file(str(project / "target" / "semantic_manifest.json"))
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=project,
        env={**PATHS, "HOME": str(project), "DBT_SEND_ANONYMOUS_USAGE_STATS": "false"},
        input=json.dumps([*QUERIES.values(), *documented()]),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answered = json.loads(done.stdout.splitlines()[-1])
    shown = answered[len(QUERIES) :]
    return {
        **dict(zip(QUERIES, (rows for rows, _ in answered), strict=False)),
        "shown": [rows for rows, _ in shown],
        "printed": [table.rstrip() for _, table in shown],
    }


def documented() -> list[dict]:
    """The calls of `mf query` that the page shows."""
    calls = re.findall(r"^mf query (.+)", BI, re.M)
    return [as_query(shlex.split(call)) for call in calls]


def as_query(options: list[str]) -> dict:
    """A call of `mf query` as its engine is asked."""
    query: dict = {}
    for option, value in zip(options[::2], options[1::2], strict=True):
        name = OPTIONS[option]
        several = name.endswith("_names")
        query[name] = value.split(",") if several else value
    if "limit" in query:
        query["limit"] = int(query["limit"])
    if "where_constraints" in query:
        query["where_constraints"] = [query["where_constraints"]]
    return query


def rows(database: Path, query: str) -> list[list]:
    """What a query gives, as it is in JSON."""
    with duckdb.connect(database, read_only=True) as connection:
        found = connection.execute(query).fetchall()
    return json.loads(json.dumps(found, default=str))


def test_reactions_are_those_of_the_mart(answers: dict, warehouse: Path) -> None:
    expected = rows(
        warehouse,
        """
        select
            day::timestamp, gender, city, likes, dislikes, matches,
            likes::double / total_interactions
        from dating.daily_reactions
        order by day, gender, city
        """,
    )
    assert len(expected) > 1000
    assert answers["by_sender"] == expected


def test_health_is_that_of_the_mart(answers: dict, warehouse: Path) -> None:
    rates = "watch_through_rate, engagement_per_impression"
    of_days = f"""
        select day::timestamp, {rates} from pings.recommendation_health
        where period <> 'all' order by day
    """
    assert answers["health_by_day"] == rows(warehouse, of_days)
    in_all = f"select {rates} from pings.recommendation_health where period = 'all'"
    assert answers["health"] == rows(warehouse, in_all)


def test_totals_are_those_of_the_marts(answers: dict, warehouse: Path) -> None:
    watched = "select sum(watch_seconds) from streaming.item_popularity"
    assert answers["watch_time"] == rows(warehouse, watched)
    # What is not a user's first purchase of a product is a reorder.
    totals = rows(
        warehouse,
        """
        select 'dating', sum(interactions), null from dating.item_popularity
        union all
        select
            'grocery', sum(interactions), 1 - sum(users)::double / sum(interactions)
        from grocery.item_popularity
        union all
        select 'pings', sum(n_events), null from pings.user_ping_engagement
        union all
        select 'shoes', count(*), null from shoes.interactions
        union all
        select 'streaming', sum(interactions), null from streaming.item_popularity
        order by all
        """,
    )
    assert [row[:2] for row in answers["by_domain"]] == [row[:2] for row in totals]
    reordered = pytest.approx(totals[1][2], abs=1e-12)
    assert [row[2] for row in answers["by_domain"]] == [None, reordered, *3 * [None]]


def test_who_comes_on_several_days_counts_once(answers: dict, warehouse: Path) -> None:
    assert answers["active_users"] == rows(
        warehouse,
        """
        with

        visits as (
            select 'dating' as domain, user_id, occurred_at
            from intermediate.int_dating__interactions
            union all
            select 'pings', user_id, occurred_at
            from intermediate.int_pings__interactions
            union all
            select 'shoes', user_id, occurred_at
            from intermediate.int_shoes__interactions
            union all
            select 'streaming', user_id, occurred_at
            from intermediate.int_streaming__interactions
        )

        select days.day, visits.domain, count(distinct visits.user_id)
        from visits
        inner join (
            values (timestamp '2025-04-01'), (timestamp '2025-06-30')
        ) as days (day)
            on
                visits.occurred_at >= days.day - interval '27 days'
                and visits.occurred_at < days.day + interval '1 day'
        group by all
        order by all
        """,
    )


def test_an_evaluation_is_not_mixed_with_its_segments(answers: dict) -> None:
    # Domain, recall, NDCG, NDCG of popular lists, coverage: means of the runs.
    assert answers["list_quality"] == [
        ["pings", None, 0.0625, 0.03125, None],
        ["shoes", 0.375, 0.5, 0.25, 0.625],
    ]
    assert answers["of_segments"] == [["female", 0.5], ["male", 0.1]]


def test_the_page_shows_what_is_printed(answers: dict) -> None:
    assert len(answers["printed"]) == 3
    assert f"```text\n{answers['printed'][0]}\n```" in BI
    assert all(answers["shown"])
