"""The report in a real browser that gets nothing but the file itself."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from browser import NEEDED, executable
from scripts.common.commands import RecmartError
from scripts.report.writing import in_script, write_report

WINDOWS = {"desktop": (1280, 900, "light"), "phone": (390, 844, "dark")}
# Two runs of pings, of which the later one counts; the numbers are made up.
EVALUATED = """
    create schema if not exists evaluation;

    create or replace table evaluation.runs as
    from (
        values
        ('a', 'pings', timestamp '2025-06-16', 7, 'as_of'),
        ('b', 'pings', timestamp '2025-06-23', 7, 'as_of')
    ) as runs (run_id, domain, as_of, horizon_days, holdout);

    create or replace table evaluation.metrics as
    select *, 'all' as segment_type, 10 as k, 500::bigint as users from (
        values
        ('a', 'hit_rate', .5, .4, .6, .25, .25, .2, .3, .001),
        ('b', 'hit_rate', .375, .25, .5, .125, .25, .2, .3, .001),
        ('b', 'ndcg', .25, .125, .375, .1875, .0625, -.01, .1, .06),
        ('b', 'coverage', .75, null, null, .0625, .6875, null, null, null)
    ) as metrics (
        run_id, metric, value, lower, upper, popular_value, difference,
        difference_lower, difference_upper, p_value
    );

    update streaming.item_popularity
    set title = '</script><b onclick="x">Bold</b> {{ title }}'
    where rank = 1;
"""


@pytest.fixture(scope="module")
def evaluated(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples with an evaluation, and a title that a page may take for its own."""
    database = tmp_path_factory.mktemp("report") / "recmart.duckdb"
    shutil.copyfile(warehouse, database)
    with duckdb.connect(database) as connection:
        connection.execute(EVALUATED)
    return database


@pytest.fixture(scope="module")
def report(evaluated: Path) -> Path:
    """The report of the samples."""
    target = evaluated.with_name("report.html")
    assert write_report(evaluated, target) == target.stat().st_size
    return target


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    path = executable()
    assert path, NEEDED
    arguments = ["--disable-dev-shm-usage"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


def read(page: Page) -> str:
    """What is to be read on the page."""
    return " ".join(page.locator("body").inner_text().split())


def expect_drawn(page: Page) -> None:
    """Expect all charts that are seen to be drawn, and nothing to be too wide."""
    page.wait_for_function(
        """
        () => [...document.querySelectorAll('.chart')].every(chart =>
            !chart.offsetParent
            || chart.querySelector('svg .mark-rect path, svg .mark-line path,'
                + ' svg .mark-symbol path, svg .mark-rule line'))
        """,
        timeout=30_000,
    )
    too_wide = page.evaluate(
        """
        () => [...document.querySelectorAll(
            'body, section, figure, .chart svg, .tiles'
        )].filter(one => one.getBoundingClientRect().right > innerWidth + .5)
            .map(one => one.outerHTML.slice(0, 100))
        """
    )
    assert too_wide == []


@pytest.mark.parametrize("window", WINDOWS)
def test_the_page_is_whole_without_a_network(
    report: Path, browser: Browser, window: str
) -> None:
    width, height, scheme = WINDOWS[window]
    told: list[str] = []
    with browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, offline=True
    ) as context:
        page = context.new_page()
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("request", lambda request: told.append(request.url))
        page.goto(report.as_uri())
        expect_drawn(page)
        for domain in ("dating", "grocery", "pings", "shoes", "streaming"):
            page.get_by_label("Domain", exact=True).select_option(domain)
            expect_drawn(page)
        people = page.locator("[data-block=dating]")
        assert people.get_by_label("Person", exact=True).count() == 1
        assert people.get_by_text("Item", exact=True).count() == 0
        assert page.locator(".chart svg").count() == page.locator(".chart").count()

        together = page.locator("[data-block=streaming] figure", has_text="What goes")
        former = together.text_content()
        together.get_by_label("Item", exact=True).select_option("i178")
        page.wait_for_function(
            "([figure, former]) => figure.textContent !== former",
            arg=[together.element_handle(), former],
        )
        page.get_by_label("City", exact=True).select_option("Leeds")
        assert told == [report.as_uri()]


def test_it_is_small_and_the_same_each_time(evaluated: Path, report: Path) -> None:
    assert report.stat().st_size < 3_000_000
    again = report.with_name("again.html")
    write_report(evaluated, again)
    assert again.read_bytes() == report.read_bytes()


def test_every_axis_has_a_title(report: Path) -> None:
    html = report.read_text(encoding="utf-8")
    found = re.search(r'id="charts">(.*?)</script>', html, re.S)
    assert found
    specs = json.loads(found[1].replace("\\u003c", "<"))
    assert len(specs) > 20
    for spec in specs:
        # Each layer of a chart may name an axis for all of them.
        layers = [spec, *spec.get("layer", [])]
        for channel in ("x", "y"):
            axes = [
                layer["encoding"][channel]
                for layer in layers
                if channel in layer.get("encoding", {})
            ]
            assert not axes or any(axis.get("title") for axis in axes), spec


def test_what_it_reads_is_computed(
    report: Path, evaluated: Path, browser: Browser
) -> None:
    with duckdb.connect(evaluated, read_only=True) as connection:
        rows, rejected = connection.execute(
            "select sum(raw_rows), sum(rejected_rows) from quality.row_counts"
        ).fetchone()
        reactions, likes = connection.execute(
            "select sum(total_interactions), sum(likes) from dating.daily_reactions"
        ).fetchone()
        ((views, median),) = connection.execute(
            "select count, p50 from pings.watch_time_ratio_distribution"
        ).fetchall()
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(report.as_uri())
        text = read(page)
    assert f"Of {rows:,} rows {rejected:,} ({rejected / rows:.2%}) were" in text
    assert f"{reactions:,} reactions from" in text
    assert f": {likes / reactions:.1%} likes" in text
    assert f"Half of {views:,} views last at least {median:.0%} of the video" in text
    assert "In the latest backtest 37.5% of 500 users" in text
    assert "with the popular list 12.5% would have" in text
    # Its interval has 0 in it.
    assert "Not beyond chance: pings (0.250 against 0.188)" in text
    assert '</script><b onclick="x">Bold</b> {{ title }} leads by watch seconds' in text
    assert "Left out, as the warehouse has nothing of it: custom (no data)." in text


def test_what_is_not_there_is_left_out_with_a_line(
    evaluated: Path, browser: Browser, tmp_path: Path
) -> None:
    database, target = tmp_path / "part.duckdb", tmp_path / "part.html"
    with duckdb.connect() as connection:
        connection.execute(f"attach '{evaluated}' as whole (read_only)")
        connection.execute(f"attach '{database}' as part")
        connection.execute("create schema part.streaming")
        for (table,) in connection.execute(
            "select table_name from duckdb_tables()"
            " where database_name = 'whole' and schema_name = 'streaming'"
        ).fetchall():
            connection.execute(
                f"create table part.streaming.{table} as from whole.streaming.{table}"
            )
    write_report(database, target)
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(target.as_uri())
        expect_drawn(page)
        text = read(page)
        assert page.get_by_role("heading", level=2).all_inner_texts() == [
            "In the warehouse",
            "Items",
        ]
    assert "1,200 users and 240 items in 1 domain;" in text
    for absent in ("daily reactions", "short videos", "shoe care", "evaluation"):
        assert absent in text.partition("Left out")[2]


def test_nothing_is_written_that_is_not_whole(tmp_path: Path) -> None:
    empty = tmp_path / "empty.duckdb"
    duckdb.connect(empty).close()
    target = tmp_path / "report.html"
    target.write_text("former")
    with pytest.raises(RecmartError, match="no recommendations yet"):
        write_report(empty, target)
    with pytest.raises(RecmartError, match="no database"):
        write_report(tmp_path / "none.duckdb", target)
    with pytest.raises(RecmartError, match="no folder"):
        write_report(empty, tmp_path / "none" / "report.html")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(RecmartError, match="is a device or a pipe"):
        write_report(empty, tmp_path / "pipe")
    (tmp_path / "pipe").unlink()
    assert target.read_text() == "former"
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "empty.duckdb",
        "report.html",
    ]


def test_no_text_ends_its_script() -> None:
    assert in_script('"</Script><!--"') == r'"\u003c/Script>\u003c!--"'
