"""The page of the health of the short videos' recommendations."""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt
import streamlit as st

from scripts.app import parts
from scripts.warehouse.reports import Reports, Row

COLOUR = "#3b6fb6"
HIT_RATE = "hit_rate_at_10"


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
    HIT_RATE: Measure(
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
    backtest = None
    if in_all[HIT_RATE] is None:
        backtest = reports.backtested_hit_rate()
        in_all[HIT_RATE] = backtest and backtest[HIT_RATE]
    with st.container(horizontal=True):
        for name, measure in MEASURES.items():
            value = in_all[name]
            parts.tile(
                measure.title,
                parts.NOTHING if value is None else measure.in_text.format(value),
                help=f"{measure.says.capitalize()}; over all days"
                + (of_backtest(backtest) if backtest and name == HIT_RATE else "")
                + ".",
            )
    by_day = reports.recommendation_health_by_day(parts.pick_days("health"))
    names = list(MEASURES)
    for first in range(0, len(names), 2):
        for column, name in zip(st.columns(2), names[first : first + 2], strict=True):
            with column:
                st.markdown(f"**{MEASURES[name].title}**: {MEASURES[name].says}")
                rows = [row for row in by_day if row["measure"] == name]
                if backtest and name == HIT_RATE:
                    rows = backtest["days"]
                show_measure(rows, name, backtest)
    st.caption("Points: single days. Lines: means of the values of seven days.")


def show_measure(rows: list[Row], name: str, backtest: Row | None) -> None:
    """Show a measure by day, or what it takes to have it."""
    if rows:
        st.altair_chart(chart(rows, MEASURES[name]))
    elif name == HIT_RATE and backtest:
        value = MEASURES[name].in_text.format(backtest[name])
        st.info(f"{value}{of_backtest(backtest)}.", icon=":material/history:")
    elif name == HIT_RATE:
        st.info(
            "Only a backtest has events after its moment to hit. Build one, into the"
            " schema `backtest_pings`: `dbt build --select tag:pings"
            " --vars '{as_of: 2025-06-23}'`, or evaluate some:"
            " `python scripts/evaluate.py --domain pings`",
            icon=":material/history:",
        )
    else:
        st.info("No values on these days.", icon=":material/inbox:")


def of_backtest(backtest: Row) -> str:
    """Return in words which backtest it is."""
    if not backtest["as_of"]:
        return ", in a backtest"
    return f", in the backtest as of {parts.day(backtest['as_of'])}"


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
