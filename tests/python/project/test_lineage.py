"""The graph that dbt makes of the models: data flows one way, domains stay apart."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from helpers import project_manifest

# What each room may read, beside itself; the contract is part of the intermediates.
MAY_READ = {
    "staging": {"staging", "seeds"},
    "intermediate": {"staging", "intermediate"},
    "marts": {"intermediate", "marts"},
    "serving": {"intermediate", "marts", "serving"},
    "evaluation": {"intermediate", "marts", "evaluation"},
    "quality": {"staging", "quality"},
    "semantic": {"intermediate", "semantic"},
    "monitoring": {"intermediate", "marts", "quality", "monitoring"},
}
# Left of the contract a domain is known by its tables, right of it by its folder.
DOMAIN_ROOMS = {"intermediate", "marts", "serving"}


@pytest.fixture(scope="module")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict]:
    """What dbt knows of every model and seed, by name."""
    nodes = project_manifest(tmp_path_factory.mktemp("manifest"))["nodes"]
    return {
        node["name"]: node
        for node in nodes.values()
        if node["resource_type"] in ("model", "seed")
    }


def room(node: dict) -> str:
    """The folder of a model under models/."""
    return "seeds" if node["resource_type"] == "seed" else node["fqn"][1]


def edges(manifest: dict[str, dict]) -> Iterator[tuple[dict, dict]]:
    """Every model with each model or seed that it reads."""
    for node in manifest.values():
        if node["resource_type"] == "model":
            for unique_id in node["depends_on"]["nodes"]:
                if unique_id.split(".")[0] in ("model", "seed"):
                    yield node, manifest[unique_id.split(".")[-1]]


def test_data_flows_one_way(manifest: dict[str, dict]) -> None:
    backwards = [
        f"{read['name']} -> {node['name']}"
        for node, read in edges(manifest)
        if room(read) not in MAY_READ[room(node)]
    ]
    assert backwards == []


def test_marts_feed_marts_only_where_one_shows_another(
    manifest: dict[str, dict],
) -> None:
    """A mart may select from another, or sum it up; no algorithm reads either."""
    fed = {
        (read["name"], node["name"])
        for node, read in edges(manifest)
        if room(node) == room(read) == "marts"
    }
    assert fed <= {
        ("grocery__user_history", "grocery__purchase_history"),
        ("pings__ping_engagement", "pings__top_pings"),
        ("pings__recommendations", "pings__recommendation_health"),
        ("pings__recommendations", "pings__off_policy_estimates"),
        # Sums of what another shows.
        ("dating__daily_reactions", "dating__like_shares"),
        ("dating__daily_reactions", "dating__rolling_reactions"),
        ("pings__recommendation_health", "pings__rolling_health"),
        ("shoes__care_notices", "shoes__weekly_care_notices"),
        ("shoes__replacement_suggestions", "shoes__worn_shoes_by_week"),
        ("shoes__weekly_care_notices", "shoes__duties"),
        ("shoes__worn_shoes_by_week", "shoes__duties"),
        ("shoes__care_notices", "shoes__user_shoe_care"),
        # Foreign keys.
        *(
            (of, table)
            for of in ("shoes__shoes", "shoes__users")
            for table in (
                *("shoes__interactions", "shoes__user_shoe_care"),
                "shoes__environmental_data",
            )
        ),
    }


def test_domains_stay_apart(manifest: dict[str, dict]) -> None:
    mixed = [
        f"{read['name']} -> {node['name']}"
        for node, read in edges(manifest)
        if room(node) in DOMAIN_ROOMS
        and room(read) in DOMAIN_ROOMS
        and node["fqn"][2] != read["fqn"][2]
    ]
    assert mixed == []


def test_staging_reads_other_tables_for_their_keys_only(
    manifest: dict[str, dict],
) -> None:
    """Which is what a reference of the table's specification is compiled to."""
    for node, read in edges(manifest):
        if room(node) == room(read) == "staging":
            table = node["name"].split("__", 1)[1]
            if read["name"].split("__", 1)[1] != table:
                assert node["name"].startswith("base_")
