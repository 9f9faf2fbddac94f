"""Write the report: ask, lay out, and put everything into one file."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

from scripts.common.arguments import file_to_write
from scripts.common.commands import RecmartError
from scripts.report import sections
from scripts.report.asking import Questions, Row
from scripts.report.parts import Page
from scripts.report.words import day, whole

HERE = Path(__file__).parent
VEGA_LITE = "6.4"
# What makes a section of a domain's own, and what it takes.
OWN = {
    "dating": ("daily reactions", ("dating.rolling_reactions", "dating.like_shares")),
    "pings": ("short videos", ("pings.watch_time_ratio_distribution",)),
    "shoes": ("shoe care", ("shoes.duties",)),
}


def write_report(database: Path | None, target: Path) -> int:
    """Write a warehouse's report, whole or not at all; return its size in bytes."""
    target = file_to_write(target)
    with Questions(database) as asked:
        written = html(page(asked)).encode()
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        draft.write_bytes(written)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return len(written)


def page(asked: Questions) -> Page:
    """Ask the warehouse, and lay out what it says."""
    found = [asked.one("overview", domain=domain) for domain in asked.domains()]
    empty = [row["domain"] for row in found if not row["items"]]
    found = [row for row in found if row["items"]]
    if not found:
        raise RecmartError(f"{asked.path} has no recommendations yet: run `make build`")
    report = Page("What the warehouse says", subtitle(asked, found))
    report.tiles = [
        ("Domains", whole(len(found))),
        ("Users", whole(sum(row["users"] for row in found))),
        ("Items", whole(sum(row["items"] for row in found))),
        ("Interactions", whole(sum(row["interactions"] for row in found))),
        ("Lists", whole(sum(row["lists"] for row in found))),
    ]
    report.sections.append(sections.overview(asked, found))
    report.absent += [f"{domain} (no data)" for domain in empty]
    there = {domain for domain, (_, relations) in OWN.items() if asked.has(*relations)}
    report.absent += [what for domain, (what, _) in OWN.items() if domain not in there]
    evaluated = []
    if asked.has("evaluation.runs", "evaluation.metrics"):
        evaluated = asked.ask("evaluated")
    if "dating" in there:
        report.sections.append(sections.reactions(asked))
    report.sections.append(sections.items(asked, found))
    if "pings" in there:
        report.sections.append(sections.pings(asked))
        hit_rate = [
            row
            for row in evaluated
            if (row["domain"], row["metric"]) == ("pings", "hit_rate")
        ]
        report.sections.append(
            sections.health(asked, hit_rate[0] if hit_rate else None)
        )
    if evaluated:
        report.sections.append(sections.evaluation(evaluated))
    else:
        report.absent.append("evaluation (python scripts/evaluate.py makes one)")
    if "shoes" in there:
        report.sections.append(sections.shoes(asked))
    if asked.has("quality.row_counts"):
        report.sections.append(sections.quality(asked))
    return report


def subtitle(asked: Questions, found: list[Row]) -> str:
    """Name the file, which build it is, and up to when it knows."""
    home = asked.path.resolve().parent
    build = f", build {home.name}" if home.name.isdecimal() else ""
    latest = [row["latest_day"] for row in found if row["latest_day"]]
    known = f"; the latest event is of {day(max(latest))}" if latest else ""
    return f"{asked.path.name}{build}{known}"


def html(report: Page) -> str:
    """Put page, style, charts and what draws them into one file."""
    import vl_convert
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    vega = vl_convert.javascript_bundle(
        "window.drawWithVega = vegaEmbed;", vl_version=VEGA_LITE
    )
    template = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    ).get_template("page.html")
    return template.render(
        page=report,
        style=(HERE / "page.css").read_text(encoding="utf-8"),
        script=(HERE / "page.js").read_text(encoding="utf-8"),
        vega=in_script(vega),
        charts=in_script(as_json(list(report.charts()))),
    )


def as_json(data: Any) -> str:
    """Write data as JSON; what that has no form for, as text."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=str)


def in_script(text: str) -> str:
    """Keep a text from ending the element that it stands in."""
    return re.sub(r"<(?=/script|!--)", r"\\u003c", text, flags=re.IGNORECASE)
