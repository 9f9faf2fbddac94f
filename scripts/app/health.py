"""The page of the health of the short videos' recommendations."""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt
import streamlit as st

from scripts.app import parts
from scripts.warehouse.reports import Reports, Row

COLOUR = "#3b6fb6"


@dataclass(frozen=True, slots=True)
class Measure:
    """What a measure is called and says, its unit, and its formats."""

    title: str
    says: str
    unit: str
    in_chart: str
    in_text: str


MEASURES = {
    "watch_through_rate": Measure(
        *("Watched through", "views of at least 80% of the video"),
        *("Share of views", ".0%", "{:.1%}"),
    ),
    "engagement_per_impression": Measure(
        *("Engagement", "views, likes, comments and shares per impression"),
        *("Per impression", ".2f", "{:.2f}"),
    ),
    "impressions_without_view_share": Measure(
        *("Shown, not viewed", "impressions without a view within 24 hours"),
        *("Share of impressions", ".0%", "{:.1%}"),
    ),
    "median_seconds_to_engagement": Measure(
        *("Time to engage", "median time from an impression to the first engagement"),
        *("Seconds", ".0f", "{:.0f} s"),
    ),
    "item_coverage": Measure(
        *("Coverage", "videos recommended to those active on the day"),
        *("Share of catalogue", ".0%", "{:.1%}"),
    ),
    "hit_rate_at_10": Measure(
        *("Hit rate at 10", "users who later engaged with one of their first ten"),
        *("Share of users", ".0%", "{:.1%}"),
    ),
}


def show(reports: Reports) -> None:
    """Show the page."""
    in_all = reports.recommendation_health()
    if not reports.recommendation_health_by_day(1):
        parts.nothing_in("pings")
        return
    with st.container(horizontal=True):
        for name, measure in MEASURES.items():
            value = in_all[name]
            parts.tile(
                measure.title,
                parts.NOTHING if value is None else measure.in_text.format(value),
                help=f"{measure.says.capitalize()}; over all days.",
            )
    by_day = reports.recommendation_health_by_day(parts.pick_days("health"))
    names = list(MEASURES)
    for first in range(0, len(names), 2):
        for column, name in zip(st.columns(2), names[first : first + 2], strict=True):
            with column:
                st.markdown(f"**{MEASURES[name].title}**: {MEASURES[name].says}")
                show_measure([row for row in by_day if row["measure"] == name], name)
    st.caption("Points: single days. Lines: means of the values of seven days.")


def show_measure(rows: list[Row], name: str) -> None:
    """Show a measure by day, or what it takes to have it."""
    if rows:
        st.altair_chart(chart(rows, MEASURES[name]))
    elif name == "hit_rate_at_10":
        st.info(
            "Only a backtest has events after its moment to hit. Build one, into the"
            " schema `backtest_pings`: `dbt build --select tag:pings"
            " --vars '{as_of: 2025-06-23}'`",
            icon=":material/history:",
        )
    else:
        st.info("No values on these days.", icon=":material/inbox:")


def chart(rows: list[Row], measure: Measure) -> alt.LayerChart:
    """Draw a measure by day: faint points, and the line of the week."""
    base = parts.chart(rows).encode(
        x=parts.days_axis(),
        tooltip=parts.tooltip(
            day=("Day", "%-d %b %Y"),
            value=("On the day", measure.in_chart),
            mean_of_week=("Mean of seven days", measure.in_chart),
        ),
    )
    axis = alt.Axis(format=measure.in_chart, tickCount=5)
    from_data = alt.Scale(zero=False)
    return alt.layer(
        base.mark_point(filled=True, size=20, opacity=0.35, color=COLOUR).encode(
            y=alt.Y("value:Q", title=measure.unit, axis=axis, scale=from_data)
        ),
        base.mark_line(strokeWidth=2.5, color=COLOUR).encode(
            y=alt.Y("mean_of_week:Q", scale=from_data)
        ),
    ).properties(height=200)
