"""The page of how good the lists are, against the popular list, on hidden events."""

from __future__ import annotations

import json

import altair as alt
import streamlit as st

from scripts.app import parts
from scripts.app.parts import Column
from scripts.warehouse.reports import Reports, Row

METRICS = {
    "recall": "Recall",
    "precision": "Precision",
    "hit_rate": "Hit rate",
    "ndcg": "NDCG",
    "mrr": "MRR",
    "map": "MAP",
    "new_item_recall": "Recall of new items",
    "coverage": "Coverage",
    "gini": "Gini",
    "novelty": "Novelty (bits)",
    "intra_list_diversity": "Intra-list diversity",
    "average_popularity": "Average popularity",
    "calibration": "Calibration (KL)",
}
ACCURACY = ["Recall", "Precision", "Hit rate", "NDCG", "MRR", "MAP"]
PERSONAL, POPULAR = "recommendations", "popular list"
COLOURS = {PERSONAL: "#3b6fb6", POPULAR: "#e07b39"}
ALL_USERS = "all_users"


def show(reports: Reports) -> None:
    """Show the page."""
    runs = reports.evaluation_runs()
    if not runs:
        st.info(
            "Nothing was evaluated yet: run"
            " `python scripts/evaluate.py --domain streaming`",
            icon=":material/inbox:",
        )
        return
    with st.container(horizontal=True):
        run = pick_run(runs)
        k = pick("At (k)", run["cutoffs"], 10, "cutoff", 110)
        segment_types = [ALL_USERS, *run["segment_types"]]
        segment_type = pick("By", segment_types, ALL_USERS, "segments", 180)
    st.caption(about(run))
    of_all = named(reports.evaluation_metrics(run["run_id"], k))
    tiles(of_all, k)
    if segment_type == ALL_USERS:
        st.header(f"Accuracy at {k}")
        draw([row for row in of_all if row["name"] in ACCURACY], "name", ACCURACY)
    else:
        rows = named(reports.evaluation_metrics(run["run_id"], k, segment_type))
        names = [
            name for name in METRICS.values() if any(r["name"] == name for r in rows)
        ]
        metric = st.selectbox(
            "Metric",
            names,
            names.index("NDCG") if "NDCG" in names else 0,
            key="metric",
            width=220,
        )
        st.header(f"{metric} at {k} by {segment_type.replace('_', ' ')}")
        rows = [
            {**row, "name": f"{row['segment']} ({row['users']:,} users)"}
            for row in rows
            if row["name"] == metric
        ]
        draw(rows, "name", [row["name"] for row in rows])
        of_all = rows
    st.header("Against the popular list")
    show_table(of_all, "Metric" if segment_type == ALL_USERS else "Segment")
    with st.expander("Parameters of the run"):
        st.json(json.loads(run["parameters"] or "{}"), expanded=1)


def pick_run(runs: list[Row]) -> Row:
    """Let the user choose a domain and, where it has several runs, one of them."""
    domains = list(dict.fromkeys(run["domain"] for run in runs))
    domain = pick("Domain", domains, "streaming", "evaluated", 150)
    by_id = {run["run_id"]: run for run in runs if run["domain"] == domain}
    if len(by_id) == 1:
        return next(iter(by_id.values()))
    return by_id[
        st.selectbox(
            "Run",
            list(by_id),
            format_func=lambda run_id: run_id.removeprefix(f"{domain}/"),
            key=f"run_of_{domain}",
            width=340,
        )
    ]


def pick(label: str, options: list, first: object, key: str, width: int) -> object:
    """Let the user choose; without a choice it is `first`, where that is there."""
    return st.selectbox(
        label,
        options,
        index=options.index(first) if first in options else 0,
        format_func=lambda option: str(option).replace("_", " ").capitalize(),
        key=key,
        width=width,
    )


def about(run: Row) -> str:
    """Say who was asked about what."""
    hidden = {
        "as_of": f"everything from {parts.day(run['as_of'])} on",
        "last basket": "each user's last basket",
        "file": "a file of its own",
    }.get(run["holdout"], run["holdout"])
    if run["horizon_days"]:
        hidden = (
            f"{parts.count(run['horizon_days'], 'day', 'days')}"
            f" from {parts.day(run['as_of'])}"
        )
    return f"{parts.count(run['users'], 'user', 'users')}; held out: {hidden}."


def named(rows: list[Row]) -> list[Row]:
    """Give metrics the names of the field, and bring them into its order."""
    names = list(METRICS)
    rows = [row for row in rows if row["metric"] in METRICS]
    rows.sort(key=lambda row: names.index(row["metric"]))
    return [{**row, "name": METRICS[row["metric"]]} for row in rows]


def tiles(rows: list[Row], k: int) -> None:
    """Show the leading numbers, and by how much they are above popularity."""
    with st.container(horizontal=True):
        for row in rows:
            if row["metric"] in ("recall", "ndcg", "hit_rate", "coverage"):
                difference = row["difference"]
                parts.tile(
                    f"{row['name']} at {k}",
                    parts.number(row["value"]),
                    delta=None if difference is None else f"{difference:+.3f}",
                    help="Below: the difference from the popular list.",
                )


def draw(rows: list[Row], column: str, order: list[str]) -> None:
    """Draw each value with its interval, beside the popular list's."""
    values = [
        {
            "name": row[column],
            "list": which,
            "value": row[value],
            "lower": row["lower"] if which == PERSONAL else None,
            "upper": row["upper"] if which == PERSONAL else None,
        }
        for row in rows
        for which, value in ((PERSONAL, "value"), (POPULAR, "popular_value"))
    ]
    base = parts.chart(values).encode(
        y=alt.Y("name:N", title=None, sort=order, axis=alt.Axis(labelLimit=160)),
        color=parts.colour("list:N", COLOURS),
        tooltip=parts.tooltip(
            name="Of",
            list="List",
            value=("Value", ".3f"),
            lower=("at least", ".3f"),
            upper=("at most", ".3f"),
        ),
    )
    x = alt.X(
        "lower:Q", title="Value, with its 95% interval", axis=alt.Axis(tickCount=6)
    )
    st.altair_chart(
        alt.layer(
            base.mark_rule(strokeWidth=3, opacity=0.5).encode(x=x, x2="upper:Q"),
            base.mark_point(filled=True, size=90, opacity=1).encode(
                x="value:Q",
                shape=alt.Shape(
                    "list:N",
                    legend=None,
                    scale=alt.Scale(domain=list(COLOURS), range=["square", "circle"]),
                ),
            ),
        ).properties(height=alt.Step(34))
    )


def show_table(rows: list[Row], of: str) -> None:
    """Show the values, the differences and how sure they are."""
    parts.table(
        rows,
        [
            Column(of, lambda row: row["name"]),
            Column("Value", lambda row: interval(row, ""), "number"),
            Column(
                "Popular list", lambda row: parts.number(row["popular_value"]), "number"
            ),
            Column("Difference", lambda row: interval(row, "difference"), "number"),
            Column("p", lambda row: parts.number(row["p_value"]), "number"),
        ],
        wide=True,
        name="evaluation",
    )
    st.caption(
        "In brackets: 95% intervals. p: how likely so large a difference would be"
        " if the two lists were equally good."
    )


def interval(row: Row, what: str) -> object:
    """Write a value with its interval, where it has one."""
    lower, upper = (f"{what}_lower", f"{what}_upper") if what else ("lower", "upper")
    within = "" if row[lower] is None else f"[{row[lower]:.3f}, {row[upper]:.3f}]"
    return parts.lines(parts.number(row[what or "value"]), within)
