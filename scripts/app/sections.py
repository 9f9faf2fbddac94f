"""Pages that show a section of the report: the same queries, sentences and charts."""

from __future__ import annotations

import json

import streamlit as st

from scripts.app import parts
from scripts.app.parts import Column
from scripts.report import sections
from scripts.report.asking import Questions
from scripts.report.parts import Block, Section, Table
from scripts.warehouse.reports import Reports

# The names of the report's style, as the app has them: on light and on dark ground.
COLOURS = {
    "var(--blue)": "#3b6fb6",
    "var(--orange)": "#e07b39",
    "var(--green)": "#2e9e7a",
    "var(--purple)": "#8a63b5",
    "var(--red)": "#c2566b",
    "var(--grey)": "#8c959f",
    "var(--line)": "#c9b458",
    "var(--paper)": "#ffffff",
    "currentColor": "#8c959f",
}
# Half of a phone's width, and legends that fit beside it.
NARROW = {
    '"labelLimit": 300': '"labelLimit": 160',
    '"orient": "top"': ('"orient": "top", "columns": 2'),
}


class AppReports(Reports, Questions):
    """A warehouse that answers both the app's questions and the report's."""


def show_popular(reports: AppReports) -> None:
    """Show what is popular and rising in a domain, and how long the tail is."""
    domain = parts.pick_domain(reports)
    if not reports.one("overview", domain=domain)["items"]:
        parts.nothing_in(domain)
        return
    show_block(sections.items_of(reports, domain), "popular")


def show_videos(reports: AppReports) -> None:
    """Show how short videos are watched."""
    if not reports.has("pings.watch_time_ratio_distribution", "pings.top_pings"):
        parts.nothing_in("pings")
        return
    show_section(sections.pings(reports), "videos")


def show_quality(reports: AppReports) -> None:
    """Show what became of the rows that came."""
    if not reports.has("quality.row_counts"):
        st.info("No file was read yet: run `make build`.", icon=":material/inbox:")
        return
    show_section(sections.quality(reports), "row_counts")


def show_section(section: Section, name: str) -> None:
    """Show all of a section."""
    for block in section.blocks:
        show_block(block, name)


def show_block(block: Block, name: str) -> None:
    """Show sentences, then charts, two side by side, then tables."""
    st.markdown("\n".join(f"- {parts.plain(sentence)}" for sentence in block.reading))
    # What is chosen in the page has a page of its own here.
    figures = [figure for figure in block.figures if not figure.picker]
    for first in range(0, len(figures), 2):
        pair = figures[first : first + 2]
        for column, figure in zip(st.columns(len(pair)), pair, strict=True):
            with column:
                st.header(figure.title)
                if figure.about:
                    st.caption(parts.plain(figure.about))
                st.vega_lite_chart(coloured(figure.chart), width="stretch")
    for table in block.tables:
        show_table(table, name)


def show_table(table: Table, name: str) -> None:
    """Show a table."""
    rows = [dict(zip(table.headers, row, strict=True)) for row in table.rows]
    columns = [
        Column(
            header,
            lambda row, header=header: row[header],
            "number" if place >= table.numbers else "",
        )
        for place, header in enumerate(table.headers)
    ]
    parts.table(rows, columns, wide=True, name=name)


def coloured(chart: dict) -> dict:
    """Write the colours out that a chart names, and leave room on a phone."""
    text = json.dumps(chart, default=str)
    for name, value in {**COLOURS, **NARROW}.items():
        text = text.replace(name, value)
    return json.loads(text)
