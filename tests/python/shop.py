"""A stranger's project that has recmart as a package: `integration_tests/`."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from contextlib import chdir, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import duckdb
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner

from helpers import ROOT, environment
from scripts.engines.comparing import Difference, compared
from scripts.engines.engine import Engine

SHOP = ROOT / "integration_tests"
QUIETLY = {"DBT_LOG_LEVEL_FILE": "none", "DBT_SEND_ANONYMOUS_USAGE_STATS": "false"}


# What a package may bring into a project.
KINDS = (
    *("nodes", "sources", "exposures", "unit_tests"),
    *("semantic_models", "metrics", "saved_queries"),
)


@dataclass
class Shop:
    """A copy of the stranger's project, and what dbt said in it."""

    folder: Path
    said: str = ""
    returncode: int = 0

    @property
    def database(self) -> Path:
        """Where its profile puts the tables."""
        return self.folder / "shop.duckdb"

    def dbt(self, *command: str, env: Mapping[str, str] | None = None) -> Shop:
        """Run dbt in the folder, as in a process of its own; keep what it says.

        To begin such a process takes half as long as what most of them do.
        """
        said = StringIO()
        with (
            environment(self.folder, {**QUIETLY, **(env or {})}),
            chdir(self.folder),
            redirect_stdout(said),
        ):
            try:
                done = dbtRunner().invoke([*command, "--no-use-colors"])
            finally:
                DuckDBConnectionManager.close_all_connections()
        self.said = f"{said.getvalue()}{done.exception or ''}"
        self.returncode = 2 if done.exception else int(not done.success)
        return self

    def build(self, *arguments: str, env: Mapping[str, str] | None = None) -> Shop:
        """Build all, of which nothing may fail."""
        self.dbt("build", *arguments, env=env)
        assert self.returncode == 0, self.said
        return self

    def nodes(self, package: str, *types: str) -> set[str]:
        """The names of a package's nodes in the graph, of the types given or of all."""
        manifest = json.loads((self.folder / "target" / "manifest.json").read_text())
        resources = {
            unique_id: node
            for kind in KINDS
            for unique_id, node in manifest[kind].items()
            # Tests of models that are off are there and off, too.
            if node.get("config", {}).get("enabled", True)
        }
        return {
            node["name"]
            for node in resources.values()
            if node["package_name"] == package
            and (not types or node["resource_type"] in types)
        }

    def rows(self, query: str) -> list[tuple]:
        """What a query gives."""
        with duckdb.connect(str(self.database), read_only=True) as connection:
            return connection.execute(query).fetchall()


def copy_of_shop(folder: Path, variant: str = "") -> Shop:
    """Copy the project, or one of its variants, to a folder, with recmart installed."""
    shutil.copytree(
        SHOP,
        folder,
        dirs_exist_ok=True,
        ignore=shutil.ignore_patterns(
            "target", "logs", "dbt_packages", "package-lock.yml", "*.duckdb"
        ),
    )
    if variant:
        shutil.copytree(SHOP / "variants" / variant, folder, dirs_exist_ok=True)
    packages = folder / "packages.yml"
    assert packages.read_text() == "packages:\n  - local: ../\n"
    packages.write_text(f"packages:\n  - local: {ROOT}\n")
    shop = Shop(folder).dbt("deps")
    assert shop.returncode == 0, shop.said
    return shop


def differing(differences: Sequence[Difference]) -> list[str]:
    """Say of each mart that is not the same what differs."""
    return [f"{each.mart}: {each}" for each in differences if not each.is_equal]


def tables_that_differ(shop: Shop, engine: Engine, *without: str) -> list[str]:
    """Return the tables of a shop that are others on an engine, and how.

    Columns without which they are compared are those that each engine numbers its way.
    """
    with compared(shop.database) as comparison:
        differences = comparison.of(
            engine.connect(), ["analytics", "analytics_recmart"], without
        )
    assert {each.mart for each in differences} >= {
        "analytics.recommended_products",
        "analytics_recmart.recommendations",
        "analytics_recmart.item_similarity",
        "analytics_recmart.quality__row_counts",
    }
    return differing(differences)
