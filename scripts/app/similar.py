"""The page of what goes with an item."""

from __future__ import annotations

import streamlit as st

from scripts.app import parts
from scripts.app.parts import Column
from scripts.warehouse.reports import Reports, called


def show(reports: Reports) -> None:
    """Show the page."""
    with st.container(horizontal=True):
        domain = parts.pick_domain(reports)
        item_id = parts.pick_one(
            "item", lambda search: reports.items(domain, search), domain
        )
        k = st.number_input(
            "Neighbours", 1, 100, 10, key="k", persist_state="session", width=140
        )
    if item_id is None:
        parts.nothing_found("item", domain)
        return
    st.header(f"Similar to {parts.plain(reports.title(domain, item_id))}")
    items = reports.similar(domain, item_id, k)
    if not items:
        st.info("Nothing has enough users in common with it.", icon=":material/hub:")
        return
    measures = reports.similarity_measures(domain, item_id, k)
    rows = [
        {**item, **measures[item["item_id"]], "rank": rank}
        for rank, item in enumerate(items, start=1)
    ]
    best = rows[0]["score"]
    is_told = parts.are_telling([{"similar": row["score"]} for row in rows], best)
    parts.table(
        rows,
        [
            Column("#", lambda row: row["rank"], "rank"),
            Column(
                called("item", domain).capitalize(),
                lambda row: parts.lines(row["title"], parts.about(row)),
                "text",
            ),
            Column(
                "Score",
                lambda row: parts.lines(
                    parts.bar({"similar": row["score"]}, best) if is_told else "",
                    parts.number(row["score"]),
                ),
                "bars",
            ),
            Column(
                "Users in common", lambda row: f"{row['users_in_common']:,}", "number"
            ),
            Column("Cosine", lambda row: parts.number(row["cosine"]), "number"),
            Column("Jaccard", lambda row: parts.number(row["jaccard"]), "number"),
            Column("Lift", lambda row: f"{row['lift']:.1f}", "number"),
            Column(
                "Log-likelihood ratio",
                lambda row: f"{row['log_likelihood_ratio']:.1f}",
                "number",
            ),
        ],
        wide=True,
        name="similar",
    )
    st.caption(
        "The score is what the recommendations use. Lift: how many times more users in"
        " common than by chance. Log-likelihood ratio: how surely the two go together;"
        " above 5 is a rule of thumb."
    )
