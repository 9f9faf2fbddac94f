"""What is to be seen of a build: a bar while it works, then a line per domain.

dbt itself writes some two thousand lines. Here it tells in JSON how it goes (see
`telling`); what stays are what macros say (such as the rows of each file), and of what
failed one sentence each.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from scripts.common.commands import say
from scripts.common.dbt import first_sentence
from scripts.common.paths import ROOT
from scripts.common.telling import PROBLEMS, SAID, STARTED, is_end_of_node
from scripts.warehouse.warehouse import Warehouse

PROBLEMS_SHOWN = 10


class Build:
    """A build that is watched."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        # By test, what it found that stops nothing; what a macro has told is not here.
        self.warnings: dict[str, str] = {}
        # Those that were written to.
        self.schemas: set[str] = set()
        self._tests: dict[str, int] = defaultdict(int)
        self._seconds: dict[str, float] = defaultdict(float)
        self._domains = domains_of_models()

    def watch(self, lines: Iterable[str]) -> None:
        """Follow what dbt writes, until it ends."""
        columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
        console = Console(stderr=True)
        with Progress(
            *columns, console=console, disable=not console.is_terminal, transient=True
        ) as bar:
            task = bar.add_task("Reading the project", total=None)
            for line in lines:
                try:
                    event = json.loads(line)
                    name, data = event["info"]["name"], event["data"]
                except (ValueError, KeyError, TypeError):
                    bar.stop()
                    print(line, end="", file=sys.stderr, flush=True)
                    continue
                node = data.get("node_info") or {}
                if name == STARTED:
                    shown = f"Building {node.get('node_name', ''):.48}"
                    bar.update(task, description=shown, total=data.get("total"))
                elif node and is_end_of_node(name):
                    bar.advance(task)
                    self._note(node, data)
                elif name in SAID:
                    self._note_told(event["info"]["msg"])
                    bar.console.print(
                        event["info"]["msg"], soft_wrap=True, highlight=False
                    )
                elif name in PROBLEMS:
                    self._note_problem(node, event["info"]["msg"])

    def tell(self) -> None:
        """Say what failed, and what tests found that stops nothing."""
        for sentences in (self.problems, list(self.warnings.values())):
            for sentence in sentences[:PROBLEMS_SHOWN]:
                say(sentence)

    def lines(self, database: Path) -> list[str]:
        """Return a line for each domain that was built: how much of what is in it."""
        rows = []
        with Warehouse(database) as warehouse:
            rejected = self._rejected(warehouse)
            for domain in warehouse.domains():
                if domain not in self._seconds:
                    continue
                size = warehouse.frame(
                    """
                    select
                        (select count(*) from query_table($domain || '.user_profiles')),
                        (select count(*) from query_table($domain || '.catalogue'))
                    """,
                    {"domain": domain},
                )
                users, items = (int(number) for number in size.iloc[0])
                rows.append(
                    (
                        domain,
                        *(f"{users:,} users", f"{items:,} items"),
                        f"{rejected.get(domain, 0):,} rejected",
                        f"{self._tests[domain]:,} tests",
                        f"{self._seconds[domain]:,.1f} s",
                    )
                )
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        return [
            "  ".join(
                text.rjust(width) if place else text.ljust(width)
                for place, (text, width) in enumerate(zip(row, widths, strict=True))
            )
            for row in rows
        ]

    def _rejected(self, warehouse: Warehouse) -> dict[str, int]:
        """Return how many rows of each domain were rejected, where that is counted."""
        counted = warehouse.frame(
            """
            select 1 from duckdb_tables()
            where schema_name = 'quality' and table_name = 'row_counts'
            """
        )
        if counted.empty:
            return {}
        rows = warehouse.frame(
            """
            select domain, sum(rejected_rows) as rejected
            from quality.row_counts
            group by domain
            """
        )
        return {domain: int(count) for domain, count in rows.itertuples(index=False)}

    def _note(self, node: dict[str, Any], data: dict[str, Any]) -> None:
        """Note where something was built, and count what was done for a domain."""
        if node.get("node_status") == "success":
            self.schemas.add((node.get("node_relation") or {}).get("schema") or "")
        place = f"{node.get('node_path', '')} {node.get('unique_id', '')}"
        found = re.search(
            rf"(?:^|[^a-z])({'|'.join(self._domains)})(?=[^a-z]|$)", place
        )
        if found:
            self._seconds[found[1]] += data.get("execution_time") or 0
            self._tests[found[1]] += node.get("resource_type") == "test"
        if node.get("node_status") == "warn":
            count = int(data.get("num_failures") or 0)
            self.warnings[node["node_name"]] = (
                f"warning of test {node['node_name']}:"
                f" {count:,} row{'s' if count != 1 else ''}, by {node['node_path']}"
            )

    def _note_told(self, message: str) -> None:
        """Leave out of the warnings what a macro has said with more detail."""
        if told := re.match(r"recmart: (\w+): ", message):
            self.warnings.pop(told[1], None)

    def _note_problem(self, node: dict[str, Any], message: str) -> None:
        """Note what failed, each thing once."""
        sentence = first_sentence(message)
        if node.get("resource_type") == "test":
            sentence = f"test {node['node_name']}: {sentence}"
        elif node.get("node_name"):
            sentence = f"{node['node_name']}: {sentence}"
        if sentence not in self.problems:
            self.problems.append(sentence)


def domains_of_models() -> list[str]:
    """Return the domains that there may be."""
    marts = ROOT / "models" / "marts"
    return sorted(path.name for path in marts.iterdir() if path.is_dir())
