"""What the pages share: pickers, tables, bars, and how numbers and days are written."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import streamlit as st
from markupsafe import Markup

from scripts.warehouse.reports import Reports, Row, called

NOTHING = "\N{EN DASH}"
# A source that adds less than this share is seen neither in a bar nor in its key.
VISIBLE_SHARE = 0.005

# What each source of a list is called, and its colour; told apart by the colour-blind.
SOURCES = {
    "similar": ("similar items", "#3b6fb6"),
    "collaborative": ("taste in common", "#3b6fb6"),
    "reciprocal": ("interest both ways", "#3b6fb6"),
    "repeat": ("bought before", "#2e9e7a"),
    "explore": ("new", "#2e9e7a"),
    "freshness": ("new", "#2e9e7a"),
    "together": ("in the same baskets", "#e07b39"),
    "next": ("often next", "#e07b39"),
    "repeat_knn": ("bought by people alike", "#3b6fb6"),
    "user_knn": ("liked by people alike", "#3b6fb6"),
    "content": ("alike by description", "#e07b39"),
    "category_affinity": ("favourite category", "#e07b39"),
    "segment": ("popular with people alike", "#8a63b5"),
    "creator_affinity": ("favourite creator", "#8a63b5"),
    "popular": ("popular", "#8c959f"),
    "popularity": ("popular", "#8c959f"),
}

# --------------------------------------------------------------------------------------
# Words
# --------------------------------------------------------------------------------------


def plain(text: str) -> str:
    """Keep Markdown from seeing marks in a text that comes from the data."""
    return re.sub(r"([\\`*_{}\[\]()<>#+!|~$:-])", r"\\\1", text)


def number(value: float | None) -> str:
    """Write a score with three digits that count."""
    if value is None:
        return NOTHING
    if value and abs(value) < 0.0005:
        return "<0.001" if value > 0 else ">-0.001"
    return f"{value:.3f}"


def percent(value: float | None, digits: int = 1) -> str:
    """Write a share as a percentage."""
    return NOTHING if value is None else f"{100 * value:.{digits}f}%"


def day(value: dt.date | str | None) -> str:
    """Write a day, given as one or as ISO text: 3 Jun 2025."""
    if value is None:
        return NOTHING
    if isinstance(value, str):
        value = dt.datetime.fromisoformat(value)
    return f"{value.day} {value:%b %Y}"


def count(value: int, one: str, many: str) -> str:
    """Write how many there are of something."""
    return f"{value:,} {one if value == 1 else many}"


def tile(label: str, value: str, **options: Any) -> None:
    """Show a number."""
    st.metric(label, value, border=True, width=165, **options)


# --------------------------------------------------------------------------------------
# Charts
# --------------------------------------------------------------------------------------


def chart(rows: Iterable[Row]) -> alt.Chart:
    """Begin a chart. Days are local midnights: a bare date is UTC to a browser."""
    values = [
        {
            name: f"{value}T00:00:00" if isinstance(value, dt.date) else value
            for name, value in row.items()
        }
        for row in rows
    ]
    return alt.Chart(alt.InlineData(values))


def colour(field: str, colours: Mapping[str, str] | Sequence[str]) -> alt.Color:
    """Tell values apart by these colours, with a legend on top."""
    scale = {"range": list(colours)}
    if isinstance(colours, Mapping):
        scale = {"domain": list(colours), "range": list(colours.values())}
    return alt.Color(
        field,
        title=None,
        scale=alt.Scale(**scale),
        legend=alt.Legend(orient="top", symbolOpacity=1),
    )


def tooltip(**fields: tuple[str, str] | str) -> list[alt.Tooltip]:
    """Say what stands in a tooltip: by field its title and, if any, its format."""
    shown = []
    for name, about in fields.items():
        title, pattern = (about, "") if isinstance(about, str) else about
        kind = "T" if pattern.startswith("%") else "Q" if pattern else "N"
        options = {"format": pattern} if pattern else {}
        shown.append(alt.Tooltip(f"{name}:{kind}", title=title, **options))
    return shown


def days_axis(**options: Any) -> alt.X:
    """Lay days out from left to right."""
    return alt.X(
        "day:T",
        title=None,
        axis=alt.Axis(format="%-d %b", labelOverlap=True, labelBound=True),
        **options,
    )


# --------------------------------------------------------------------------------------
# Tables
# --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its header and, by row, what stands in it."""

    header: str
    cell: Callable[[Row], object]
    kind: str = ""


def table(
    rows: Sequence[Row],
    columns: Sequence[Column],
    wide: bool = False,
    *,
    name: str,
) -> None:
    """Show rows, to be downloaded under a name; all text is escaped.

    A `wide` table turns into cards on a phone.
    """
    head = Markup("").join(
        Markup('<th scope="col" class="{}">{}</th>').format(column.kind, column.header)
        for column in columns
    )
    body = Markup("").join(
        Markup("<tr>{}</tr>").format(
            Markup("").join(
                Markup('<td class="{}" data-label="{}">{}</td>').format(
                    column.kind,
                    column.header,
                    Markup("<div>{}</div>").format(column.cell(row)),
                )
                for column in columns
            )
        )
        for row in rows
    )
    st.html(
        Markup(
            '<table class="recmart {}"><thead><tr>{}</tr></thead>'
            "<tbody>{}</tbody></table>"
        ).format("wide" if wide else "", head, body)
    )
    st.download_button(
        "CSV",
        as_csv(rows),
        f"{name}.csv",
        "text/csv",
        key=f"download_{name}",
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
    )


def as_csv(rows: Sequence[Row]) -> str:
    """Write rows as CSV, an item's attributes as columns of their own."""
    flat = [
        {
            name: value
            for name, value in {**row.get("attributes", {}), **row}.items()
            if not isinstance(value, (dict, list))
        }
        for row in rows
    ]
    names = dict.fromkeys(name for row in flat for name in row)
    written = io.StringIO()
    writer = csv.DictWriter(written, names)
    writer.writeheader()
    writer.writerows(flat)
    return written.getvalue()


def lines(first: object, *further: object) -> Markup:
    """Set a line, and smaller ones below it; those without text are left out."""
    below = Markup("").join(
        Markup("<small>{}</small>").format(line) for line in further if line
    )
    return Markup("{}{}").format(first, below)


def about(item: Row) -> str:
    """Write an item's id and what its title does not say of its attributes."""
    attributes = [
        str(value)
        for value in item["attributes"].values()
        if value and str(value) not in item["title"]
    ]
    return " · ".join([item["item_id"], *attributes])


def are_telling(bars: Sequence[Mapping[str, float]], whole: float) -> bool:
    """Say whether bars tell rows apart: not where all are full, of the same source."""
    largest = [max(parts.items(), key=lambda part: part[1]) for parts in bars]
    are_full = all(part >= (1 - VISIBLE_SHARE) * whole for _, part in largest)
    return not are_full or len({source for source, _ in largest}) > 1


def bar(parts: Mapping[str, float], whole: float) -> Markup:
    """Draw contributions as one bar, so long as their sum is of a whole."""
    pieces = Markup("").join(
        Markup('<span style="width:{:.2f}%;background:{}" title="{}"></span>').format(
            100 * part / whole if whole else 0,
            source_colour(source),
            f"{source_name(source)} {number(part)}",
        )
        for source, part in parts.items()
    )
    return Markup('<span class="bar">{}</span>').format(pieces)


def legend(sources: Iterable[str]) -> None:
    """Say which colour is which source."""
    entries = Markup("").join(
        Markup('<span><i style="background:{}"></i>{}</span>').format(
            source_colour(source), source_name(source)
        )
        for source in sources
    )
    st.html(Markup('<div class="legend">{}</div>').format(entries))


def source_name(source: str) -> str:
    """Return what a source is called."""
    return SOURCES.get(source, (source.replace("_", " "), ""))[0]


def source_colour(source: str) -> str:
    """Return the colour of a source."""
    return SOURCES.get(source, ("", "#c2a200"))[1]


# --------------------------------------------------------------------------------------
# Pickers. Domain, user and item stand in the address, so that a page can be passed on,
# and stay the same from page to page.
# --------------------------------------------------------------------------------------


def pick_domain(reports: Reports) -> str:
    """Let the user choose a domain."""
    domains = reports.domains() or ["streaming"]
    _, last = last_pick("domain", "")
    first = last if last in domains else "streaming"
    domain = st.selectbox(
        "Domain",
        domains,
        index=domains.index(first) if first in domains else 0,
        key="domain",
        width=150,
    )
    return keep_pick("domain", "", domain)


def pick_one(
    what: str, found: Callable[[str], list[Row]], domain: str, **options: Any
) -> str | None:
    """Let the user look for one of many and choose; None where there is none.

    What is typed is looked for by a query. The last choice stays as long as it fits,
    else the first that is found takes its place.
    """
    search = st.text_input(
        f"Find {called(what, domain)}",
        key=f"find_{what}",
        placeholder="id or attribute",
        width=180,
    ).strip()
    rows = {row[f"{what}_id"]: row for row in found(search)}
    domain_of_last, last = last_pick(what, domain)
    if domain_of_last != domain or (search and last not in rows):
        last = None
    first = last or next(iter(rows), None)
    if first is None:
        return None
    choices = list(rows) if first in rows else [first, *rows]
    chosen = st.selectbox(
        called(what, domain).capitalize(),
        choices,
        index=choices.index(first),
        format_func=lambda one: label(one, rows.get(one, {})),
        key=f"{what} of {domain} like {search}",
        width=300,
        **options,
    )
    return keep_pick(what, domain, chosen or first)


def last_pick(what: str, domain: str) -> tuple[str, str | None]:
    """Return what was chosen last, and where; a visit begins with the address."""
    return st.session_state.get(f"picked_{what}", (domain, st.query_params.get(what)))


def keep_pick(what: str, domain: str, chosen: str) -> str:
    """Keep a choice for the other pages, and in the address."""
    st.session_state[f"picked_{what}"] = (domain, chosen)
    st.query_params[what] = chosen
    return chosen


def nothing_found(what: str, domain: str) -> None:
    """Say why there is nothing to choose from."""
    search = st.session_state.get(f"find_{what}", "")
    if search:
        st.info(
            f"No {called(what, domain)} of {domain} has “{plain(search)}” in its id or"
            " attributes.",
            icon=":material/search_off:",
        )
    else:
        nothing_in(domain)


def label(chosen: str, row: Row) -> str:
    """Write an id with what is known about it."""
    return " · ".join(filter(None, [chosen, row.get("about") or row.get("title")]))


def pick_days(scope: str) -> int | None:
    """Let the user choose how many of the latest days to look at."""
    periods = {"All": None, "Last 28 days": 28, "Last 7 days": 7}
    return periods[
        st.selectbox("Period", list(periods), key=f"{scope}_period", width=180)
    ]


def nothing_in(domain: str) -> None:
    """Say that a domain has no data, and how it gets some."""
    command = (
        "RECMART_INTERACTIONS=/path/file.csv dbt build --select tag:custom"
        if domain == "custom"
        else f"dbt build --select tag:{domain}"
    )
    st.info(
        f"{domain.capitalize()} has no interactions yet. To bring some in: `{command}`",
        icon=":material/inbox:",
    )
