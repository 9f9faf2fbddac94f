"""The page of the shoes' care notices and replacements."""

from __future__ import annotations

import altair as alt
import streamlit as st

from scripts.app import parts
from scripts.app.parts import Column
from scripts.warehouse.reports import Reports, Row

DONE, AHEAD = "#8c959f", "#e07b39"
LIMIT = 20


def show(reports: Reports) -> None:
    """Show the page."""
    # Above what is typed, and of whom it is.
    above = st.container()
    user_id = st.text_input(
        "Customer",
        st.query_params.get("customer", ""),
        key="customer",
        placeholder="all; or an id, such as u1",
        width=300,
    ).strip()
    if user_id:
        st.query_params["customer"] = user_id
    else:
        st.query_params.pop("customer", None)
    duties = reports.shoe_duties(user_id)
    if not duties:
        parts.nothing_in("shoes")
        return
    with above:
        whose = f", of {parts.plain(user_id)}" if user_id else ""
        st.caption(f"As of {parts.day(duties['as_of'])}{whose}.")
        with st.container(horizontal=True):
            for label, name in (
                ("Notices that came due", "due_notices"),
                ("Notices to come", "coming_notices"),
                ("Shoes past their life", "overdue_shoes"),
                ("Shoes near their end", "shoes_near_their_end"),
            ):
                parts.tile(label, f"{duties[name]:,}")
    notices, replacements = st.tabs(["Care notices", "Replacements"])
    with notices:
        show_notices(reports, user_id)
    with replacements:
        show_replacements(reports, user_id)


def show_notices(reports: Reports, user_id: str) -> None:
    """Show when notices are to be sent, and to whom."""
    if not user_id:
        draw(
            reports.care_notices_by_week(),
            alt.X(
                "week_start:T",
                title="Week from",
                axis=alt.Axis(format="%-d %b %y", labelBound=True),
            ),
            "timeOffset('day', toDate(datum.week_start), 6)",
            alt.Y("notices:Q", title="Care notices"),
            {"due": DONE, "coming": AHEAD},
            parts.tooltip(
                week_start=("Week from", "%-d %b %Y"),
                notices=("Notices", ","),
                state="State",
            ),
        )
    state = pick_state("Notices", "To come", "Came due")
    show_rows(
        reports.care_notices(state == "Came due", user_id, LIMIT),
        "care_notices",
        Column("Notice", lambda row: parts.day(row["notice_date"]), "date"),
        Column("Customer", lambda row: row["user_id"]),
        Column("Shoe", lambda row: parts.lines(row["title"], row["item_id"])),
        Column("Bought", lambda row: parts.day(row["purchased_at"]), "date"),
        Column("Care", lambda row: row["care_instructions"]),
    )


def show_replacements(reports: Reports, user_id: str) -> None:
    """Show which shoes are worn out or soon will be, and what to buy instead."""
    if not user_id:
        draw(
            reports.worn_shoes_by_week(),
            alt.X("weeks_left:Q", title="Weeks left"),
            "datum.weeks_left + 0.85",
            alt.Y("shoes:Q", title="Worn shoes"),
            {"overdue": DONE, "near its end": AHEAD},
            parts.tooltip(
                weeks_left=("Weeks left", ","), shoes=("Shoes", ","), state="State"
            ),
        )
    state = pick_state("Shoes", "Near their end", "Overdue")
    show_rows(
        reports.replacements(state == "Overdue", user_id, LIMIT),
        "replacements",
        Column("End of life", lambda row: parts.day(row["end_of_life_date"]), "date"),
        Column("Left", days_left, "date"),
        Column("Customer", lambda row: row["user_id"]),
        Column("Worn", lambda row: parts.lines(row["worn_title"], row["worn_item_id"])),
        Column(
            "Instead, the most alike first", lambda row: ", ".join(row["suggestions"])
        ),
    )


def pick_state(what: str, *states: str) -> str:
    """Let the user choose what is ahead, which comes first, or what is behind."""
    return st.segmented_control(what, states, default=states[0], required=True)


def show_rows(rows: list[Row], name: str, *columns: Column) -> None:
    """Show the rows nearest to today, and say how many there are in all."""
    if not rows:
        st.info("There are none.", icon=":material/inbox:")
        return
    parts.table(rows, columns, wide=True, name=name)
    if rows[0]["found"] > len(rows):
        st.caption(f"The {len(rows)} nearest to that day, of {rows[0]['found']:,}.")


def draw(
    rows: list[Row],
    x: alt.X,
    until: str,
    y: alt.Y,
    colours: dict[str, str],
    tooltip: list[alt.Tooltip],
) -> None:
    """Draw bars by week, those behind and those ahead in different colours."""
    st.altair_chart(
        parts.chart(rows)
        .transform_calculate(until=until)
        .mark_bar()
        .encode(
            x=x,
            x2="until",
            y=y,
            y2=alt.datum(0),
            color=parts.colour("state:N", colours),
            tooltip=tooltip,
        )
        .properties(height=260)
    )


def days_left(row: Row) -> str:
    """Write how long a shoe has left."""
    days = parts.count(abs(row["days_left"]), "day", "days")
    return days if row["days_left"] >= 0 else f"{days} over"
