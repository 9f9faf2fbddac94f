"""The page of one user's recommendations beside the user's last interactions."""

from __future__ import annotations

import streamlit as st

from scripts.app import parts
from scripts.app.parts import Column
from scripts.warehouse.reports import RECIPROCAL_DOMAINS, Reports, Row, called


def show(reports: Reports) -> None:
    """Show the page."""
    with st.container(horizontal=True):
        domain = parts.pick_domain(reports)
        user_id = parts.pick_one(
            "user",
            lambda search: reports.users(domain, search),
            domain,
            accept_new_options=True,
        )
        n = length("Recommended", "n")
        m = length("Last interactions", "m")
    if user_id is None:
        parts.nothing_found("user", domain)
        return
    filters = pick_filters(reports, domain)
    recommended, last = st.columns([3, 2], gap="large")
    with recommended:
        show_list(reports, domain, user_id, n, filters)
    with last:
        show_history(reports, domain, user_id, m)


def length(label: str, key: str) -> int:
    """Let the user choose how long a list is to be."""
    return st.number_input(
        label, 1, 100, 10, key=key, persist_state="session", width=140
    )


def pick_filters(reports: Reports, domain: str) -> dict[str, list[str]]:
    """Let the user choose values, any of them, for each attribute of the items."""
    with st.container(horizontal=True):
        return {
            attribute: st.multiselect(
                attribute.replace("_", " ").capitalize(),
                [row["value"] for row in reports.attribute_values(domain, attribute)],
                placeholder="any",
                key=f"{domain}.{attribute}",
                persist_state="session",
                width=165,
            )
            for attribute in reports.attributes(domain)
        }


def show_list(
    reports: Reports,
    domain: str,
    user_id: str,
    n: int,
    filters: dict[str, list[str]],
) -> None:
    """Show what is recommended, why, and which source added what."""
    st.header("Recommended")
    answer = reports.recommend(domain, user_id, n, filters)
    if answer.fallback_used:
        st.info(
            f"{parts.plain(user_id)} is unknown or has no history:"
            " these are popular items.",
            icon=":material/person_off:",
        )
    if not answer.items:
        st.info(
            "Nothing to recommend: take a filter away.", icon=":material/filter_alt:"
        )
        return
    known = reports.contributions(domain, user_id)
    rows = [
        {
            **item,
            "rank": rank,
            "contributions": known.get(
                item["item_id"], {item["source"]: item["score"]}
            ),
        }
        for rank, item in enumerate(answer.items, start=1)
    ]
    parts.table(
        rows,
        [
            Column("#", lambda row: row["rank"], "rank"),
            Column(
                called("item", domain).capitalize(),
                lambda row: parts.lines(row["title"], parts.about(row), row["reason"]),
                "text",
            ),
            *score_columns(rows, domain),
        ],
        name="recommended",
    )


def score_columns(rows: list[Row], domain: str) -> list[Column]:
    """Show which source added what, with a legend, where bars tell rows apart."""
    is_score = domain not in RECIPROCAL_DOMAINS
    best = max(sum(row["contributions"].values()) for row in rows)
    if not parts.are_telling([row["contributions"] for row in rows], best):
        if not is_score:
            return []
        return [Column("Score", lambda row: parts.number(row["score"]), "number")]
    parts.legend(
        dict.fromkeys(
            source
            for row in rows
            for source, part in row["contributions"].items()
            if part >= parts.VISIBLE_SHARE * best
        )
    )
    return [
        Column(
            "Score" if is_score else "Share of sources",
            lambda row: parts.lines(
                parts.bar(row["contributions"], best),
                parts.number(row["score"]) if is_score else "",
            ),
            "bars",
        )
    ]


def show_history(reports: Reports, domain: str, user_id: str, m: int) -> None:
    """Show what the user did last."""
    st.header("Last interactions")
    rows = reports.history(domain, user_id, m)
    if not rows:
        st.info("No history.", icon=":material/history:")
        return
    columns = [
        Column(
            called("item", domain).capitalize(),
            lambda row: parts.lines(row["title"], action(row)),
            "text",
        ),
        Column("Times", lambda row: row["interactions"], "number"),
    ]
    if any(row["occurred_at"] for row in rows):
        columns.append(
            Column("Last", lambda row: parts.day(row["occurred_at"]), "date")
        )
    parts.table(rows, columns, name="history")


def action(row: Row) -> str:
    """Write an item's id and what the user did with it last."""
    return " · ".join(
        filter(None, [row["item_id"], (row["event_type"] or "").replace("_", " ")])
    )
