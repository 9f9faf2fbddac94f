"""The app: `make app` serves it, on the warehouse that RECMART_DATABASE names.

    streamlit run scripts/app/main.py

Every interaction opens the warehouse anew and lets go of it: a new build is seen at
once, and between two clicks a build may write. Opening takes about 20 ms.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from scripts.app import (
    evaluation,
    health,
    parts,
    reactions,
    recommendations,
    sections,
    shoes,
    similar,
)
from scripts.app.sections import AppReports
from scripts.warehouse import WarehouseError


def page(show: Callable[[AppReports], None], title: str, icon: str) -> st.Page:
    """Make a page of a function; what it cannot ask is said in one line."""

    def run() -> None:
        st.title(title, anchor=False)
        try:
            with AppReports() as reports:
                show(reports)
        except WarehouseError as error:
            st.error(parts.plain(str(error)), icon=":material/error:")
            st.button("Try again", icon=":material/refresh:")

    return st.Page(
        run,
        title=title,
        icon=f":material/{icon}:",
        url_path=title.lower().replace(" ", "-"),
    )


st.set_page_config(
    page_title="recmart",
    page_icon=str(Path(__file__).with_name("icon.svg")),
    layout="wide",
)
st.html(Path(__file__).with_name("style.css"))
st.navigation(
    [
        page(recommendations.show, "Recommendations", "recommend"),
        page(similar.show, "Similar items", "hub"),
        page(sections.show_popular, "Popular items", "trending_up"),
        page(shoes.show, "Shoe care", "steps"),
        page(reactions.show, "Daily reactions", "favorite"),
        page(sections.show_videos, "Short videos", "play_circle"),
        page(health.show, "Recommendation health", "monitor_heart"),
        page(evaluation.show, "Evaluation", "query_stats"),
        page(sections.show_quality, "Data quality", "fact_check"),
    ],
    position="top",
).run()
