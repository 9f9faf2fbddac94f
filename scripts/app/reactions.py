"""The page of daily likes, dislikes and matches, by gender and city of the sender."""

from __future__ import annotations

import altair as alt
import streamlit as st

from scripts.app import parts
from scripts.app.parts import Column
from scripts.warehouse.reports import Reports, Row

LIKES, MATCHES, VOLUME = "#3b6fb6", "#e07b39", "#8c959f"
GENDERS = ["#3b6fb6", "#e07b39", "#2e9e7a", "#8c959f"]


def show(reports: Reports) -> None:
    """Show the page."""
    groups = reports.reaction_groups()
    if not groups:
        parts.nothing_in("dating")
        return
    with st.container(horizontal=True):
        genders = several("Gender of the sender", groups, "gender")
        cities = several("City of the sender", groups, "city")
        days = parts.pick_days("reactions")
    by_day = reports.reactions_by_day(genders, cities, days)
    if not by_day:
        st.info("No reactions of such senders.", icon=":material/filter_alt:")
        return
    tiles(by_day)
    st.header("By day")
    st.altair_chart(share_chart(by_day))
    st.altair_chart(volume_chart(by_day))
    st.header("By sender")
    by_sender = reports.reactions_by_sender(genders, cities, days)
    st.altair_chart(sender_chart(by_sender))
    st.caption(
        "Like share with its 95% interval (Wilson): a long line is little evidence."
    )
    with st.expander("The numbers"):
        sender_table(by_sender)


def several(label: str, groups: list[Row], column: str) -> list[str]:
    """Let the user choose some values of a column; none stands for all."""
    values = list(dict.fromkeys(row[column] for row in groups))
    return st.multiselect(
        label, values, placeholder="all", key=f"reactions_{column}", width=300
    )


def tiles(by_day: list[Row]) -> None:
    """Show the totals."""
    total = sum(row["total_interactions"] for row in by_day)
    with st.container(horizontal=True):
        parts.tile("Reactions", f"{total:,}")
        for column in ("likes", "dislikes", "matches"):
            share = sum(row[column] for row in by_day) / total
            parts.tile(column.capitalize(), parts.percent(share))


def share_chart(by_day: list[Row]) -> alt.LayerChart:
    """Draw the shares of likes and of matches: faint by day, strong by week."""
    values = [
        {
            "day": row["day"],
            "what": what,
            "share": row[f"{column}_share"],
            "of_week": row[f"{column}_share_of_week"],
            "reactions": row["total_interactions"],
        }
        for row in by_day
        for what, column in (("likes", "like"), ("matches", "match"))
    ]
    chart = parts.chart(values).encode(
        x=parts.days_axis(),
        color=parts.colour("what:N", {"likes": LIKES, "matches": MATCHES}),
        tooltip=parts.tooltip(
            day=("Day", "%-d %b %Y"),
            what="Reaction",
            share=("On the day", ".1%"),
            of_week=("Over seven days", ".1%"),
            reactions=("Reactions on the day", ","),
        ),
    )
    share = alt.Axis(format=".0%", minExtent=40)
    return alt.layer(
        chart.mark_point(filled=True, size=20, opacity=0.35).encode(
            y=alt.Y("share:Q", title="Share of reactions", axis=share)
        ),
        chart.mark_line(strokeWidth=2.5).encode(y="of_week:Q"),
    ).properties(height=260)


def volume_chart(by_day: list[Row]) -> alt.Chart:
    """Draw how many reactions there were."""
    return (
        parts.chart(by_day)
        .mark_bar(color=VOLUME)
        .encode(
            x=parts.days_axis(timeUnit="yearmonthdate"),
            y=alt.Y(
                "total_interactions:Q",
                title="Reactions",
                axis=alt.Axis(minExtent=40, tickCount=3),
            ),
            tooltip=parts.tooltip(
                day=("Day", "%-d %b %Y"),
                total_interactions=("Reactions", ","),
                likes=("Likes", ","),
                dislikes=("Dislikes", ","),
                matches=("Matches", ","),
            ),
        )
        .properties(height=120)
    )


def sender_chart(by_sender: list[Row]) -> alt.LayerChart:
    """Draw the like share by city and gender, with its interval."""
    chart = parts.chart(by_sender).encode(
        y=alt.Y("city:N", title=None),
        yOffset="gender:N",
        color=parts.colour("gender:N", GENDERS),
        tooltip=parts.tooltip(
            city="City",
            gender="Gender",
            like_share=("Likes", ".1%"),
            lower_like_share=("at least", ".1%"),
            upper_like_share=("at most", ".1%"),
            match_share=("Matches", ".1%"),
            total_interactions=("Reactions", ","),
        ),
    )
    share = alt.X(
        "lower_like_share:Q",
        title="Share of likes",
        axis=alt.Axis(format=".0%", tickCount=6),
        scale=alt.Scale(zero=True),
    )
    return alt.layer(
        chart.mark_rule(strokeWidth=2).encode(x=share, x2="upper_like_share:Q"),
        chart.mark_point(filled=True, size=70, opacity=1).encode(x="like_share:Q"),
    ).properties(height=alt.Step(18))


def sender_table(by_sender: list[Row]) -> None:
    """Show the numbers of the chart."""
    parts.table(
        by_sender,
        [
            Column("Sender", lambda row: parts.lines(row["city"], row["gender"])),
            Column("Reactions", lambda row: f"{row['total_interactions']:,}", "number"),
            Column("Likes", lambda row: parts.percent(row["like_share"]), "number"),
            Column("Matches", lambda row: parts.percent(row["match_share"]), "number"),
        ],
        name="reactions",
    )
