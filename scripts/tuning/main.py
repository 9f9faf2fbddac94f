"""The command: read, cut, search, report."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from scripts.common.commands import DONE, say
from scripts.common.paths import ROOT
from scripts.tuning.builds import Builds
from scripts.tuning.search import Search
from scripts.tuning.space import Setting
from scripts.tuning.writing import changes, report, write


def tune(args: argparse.Namespace) -> int:
    """Tune and print what was found."""
    with TemporaryDirectory(prefix="recmart_tune_") as name:
        os.environ["RECMART_DATABASE"] = str(Path(name, "recmart.duckdb"))
        builds = Builds(
            args.domain, args.metric, args.k, Path(name), args.vars, args.resume
        )
        builds.cut(args.users)
        search = Search(builds, args.trials)
        found = with_progress(search)
        if found != builds.present and not builds.check(found):
            say("what was found is within noise of the present setting: left")
            found = builds.present
        lines = report(search, found)
    changed = changes(builds.present, found)
    if args.write and changed:
        write(ROOT / "dbt_project.yml", changed, args.domain)
        lines.append("written into dbt_project.yml: build anew to use them")
    print("\n".join(lines))
    return DONE


def with_progress(search: Search) -> Setting:
    """Search, and show how far it is: in a bar, or where none can be, by stages."""
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    is_live = sys.stderr.isatty()
    with Progress(
        *columns, console=Console(stderr=True), disable=not is_live
    ) as progress:
        task = progress.add_task("", total=search.trials)
        shown = ""

        def show(stage: str, done: int, best: float) -> None:
            nonlocal shown
            if not is_live and stage != shown:
                say(
                    f"{done} of {search.trials} trials, best so far {best:.4f}: {stage}"
                )
            shown = stage
            progress.update(
                task, completed=done, description=f"{stage}, best so far {best:.4f}"
            )

        search.show = show
        return search.run()
