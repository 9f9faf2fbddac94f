"""The picture of the lineage: it is current, and it shows what a manifest says."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from helpers import project_manifest
from scripts.documentation.lineage import draw_lineage, in_order, without_shortcuts
from scripts.draw_lineage import DOMAIN, PICTURE

SVG = "{http://www.w3.org/2000/svg}"


def node(name: str, room: str, *reads: str) -> tuple[str, dict]:
    """A model, or in the room `seeds` a seed, as it stands in a manifest."""
    kind = "seed" if room == "seeds" else "model"
    return f"{kind}.recmart.{name}", {
        "name": name,
        "resource_type": kind,
        "fqn": ["recmart", room, name],
        "depends_on": {"nodes": [f"model.recmart.{read}" for read in reads]},
    }


@pytest.fixture
def small() -> dict[str, dict]:
    """A house of one table per room, and what is none of its business."""
    return dict(
        [
            node("sample_a__t", "seeds"),
            node("stg_a__t", "staging", "sample_a__t"),
            node("int_a__events", "intermediate", "stg_a__t"),
            node("int_a__user_items", "intermediate", "int_a__events", "stg_a__t"),
            node("a__user_history", "marts", "int_a__user_items", "int_b__events"),
            node("a__lists", "serving", "a__user_history", "stg_a__t"),
            node("evaluation__runs", "evaluation", "int_a__user_items"),
            node("int_b__events", "intermediate", "stg_a__t"),
        ]
    )


def texts(picture: str, kind: str) -> list[str]:
    """What stands in the picture in texts of a class, from left to right."""
    return [
        text.text
        for text in ElementTree.fromstring(picture).iter(f"{SVG}text")  # noqa: S314
        if text.get("class") == kind
    ]


def test_the_committed_picture_is_current(tmp_path: Path) -> None:
    current = draw_lineage(project_manifest(tmp_path)["nodes"], DOMAIN)
    assert PICTURE.read_text(encoding="utf-8") == current, "run `make lineage`"


def test_every_model_of_the_domain_has_a_box_in_its_room(
    small: dict[str, dict],
) -> None:
    picture = draw_lineage(small, "a")
    assert texts(picture, "name") == [
        "t", "stg t", "events", "user_items", "user_history", "lists", "runs",
    ]  # fmt: skip
    assert texts(picture, "title") == [
        "data", "staging", "contract", "algorithm", "marts", "serving", "evaluation",
    ]  # fmt: skip


def test_each_arrow_is_a_line_and_none_is_implied_by_others(
    small: dict[str, dict],
) -> None:
    # t, stg, events, user_items, user_history, lists in a row; user_items to runs.
    assert draw_lineage(small, "a").count('class="edge"') == 6


def test_shortcuts_are_left_out() -> None:
    reads = {"a": set(), "b": {"a"}, "c": {"a", "b"}, "d": {"a", "c"}}
    assert without_shortcuts(reads) == {"a": [], "b": ["a"], "c": ["b"], "d": ["c"]}


def test_no_box_stands_above_what_it_reads_in_its_room() -> None:
    reads = {"a": ["d"], "b": [], "c": ["a"], "d": []}
    assert in_order(["a", "b", "c", "d"], reads, {}) == ["d", "a", "c", "b"]


def test_what_is_drawn_does_not_depend_on_the_order_of_the_manifest(
    small: dict[str, dict],
) -> None:
    turned = dict(reversed(small.items()))
    assert draw_lineage(turned, "a") == draw_lineage(small, "a")


def test_the_picture_holds_nothing_that_a_page_would_refuse_to_show() -> None:
    """GitHub shows no picture that loads or runs something."""
    picture = PICTURE.read_text(encoding="utf-8")
    assert not re.search(r"<script|@import|href=|url\((?!#)", picture)
