"""The app in a real browser, on the warehouse of the samples.

It takes Chromium: the system's (`apt-get install chromium`), or else Playwright's own
(`playwright install chromium`). Without one these tests fail, and say so in a line.
"""

from __future__ import annotations

import csv
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import duckdb
import pytest
from playwright.sync_api import (
    Browser,
    Locator,
    Page,
    expect,
    sync_playwright,
)
from playwright.sync_api import (
    TimeoutError as NotInTimeError,
)

from browser import NEEDED, executable
from helpers import PATHS, ROOT
from scripts.warehouse import InvalidArgumentError, Warehouse
from scripts.warehouse.reports import Reports

# Their titles, and how many charts they show on the samples.
PAGES = {
    "": ("Recommendations", 0),
    "similar-items": ("Similar items", 0),
    "popular-items": ("Popular items", 3),
    "shoe-care": ("Shoe care", 1),
    "daily-reactions": ("Daily reactions", 3),
    "short-videos": ("Short videos", 4),
    "recommendation-health": ("Recommendation health", 5),
    "evaluation": ("Evaluation", 0),
    "data-quality": ("Data quality", 1),
}
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}

# A run with one metric, for all and by age band; the numbers are made up. And a title
# that would show if it were taken for HTML or Markdown.
EVALUATED = """
    create schema if not exists evaluation;

    create or replace table evaluation.runs as
    select
        'streaming/2025-06-24/1' as run_id,
        'streaming' as domain,
        timestamp '2025-06-24' as as_of,
        7 as horizon_days,
        'as_of' as holdout,
        601::bigint as users,
        '{"neighbours": 100}' as parameters;

    create or replace table evaluation.metrics (
        run_id text, domain text, segment_type text, segment text, k integer,
        metric text, users bigint, value double, lower double, upper double,
        popular_value double, difference double, difference_lower double,
        difference_upper double, p_value double
    );

    insert into evaluation.metrics
    select 'streaming/2025-06-24/1', 'streaming', * from (
        values
        ('all', 'all', 10, 'ndcg', 601, .25, .2, .3, .125, .125, .1, .15, .0001),
        ('all', 'all', 10, 'coverage', 601, .75, null, null, .0625, .6875, null, null,
            null),
        ('age_band', '18-24', 10, 'ndcg', 12, .5, .25, .75, .25, .25, 0, .5, .04),
        ('age_band', '55 and over', 10, 'ndcg', 5, .375, .25, .5, .25, .125, 0, .25, .2)
    );

    update streaming.item_popularity
    set title = '<b>Bold</b> & *starred* [link](https://example.com)'
    where rank = 1;
"""

# For what a busy machine takes; what is there is found at once.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)

# --------------------------------------------------------------------------------------
# The app and the browser
# --------------------------------------------------------------------------------------


@contextmanager
def serve(database: Path, log: Path) -> Iterator[str]:
    """Run the app on a database file, give its address, and end it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (
        log.open("w") as output,
        subprocess.Popen(
            [
                *(sys.executable, "-m", "streamlit", "run", "scripts/app/main.py"),
                *("--server.port", str(port)),
            ],
            cwd=ROOT,
            env={
                **PATHS,
                "HOME": str(log.parent),
                "RECMART_DATABASE": str(database),
            },
            stdout=output,
            stderr=output,
        ) as process,
    ):
        try:
            url = f"http://127.0.0.1:{port}"
            for _ in range(1800):
                assert process.poll() is None, log.read_text()
                try:
                    urllib.request.urlopen(f"{url}/_stcore/health", timeout=5).close()  # noqa: S310
                    break
                except (urllib.error.URLError, OSError):
                    time.sleep(0.1)
            yield url
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def app(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app on the samples."""
    with serve(warehouse, tmp_path_factory.mktemp("app") / "log") as url:
        yield url


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


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A function that opens a page, in a window of a size, and waits until it stands.

    Nothing may be loaded from anywhere else.
    """
    pages = []
    elsewhere = []

    def open_page(url: str, window: dict[str, int] = DESKTOP) -> Page:
        # One context for all, as it keeps the scripts of the app.
        context = browser.contexts[0] if browser.contexts else browser.new_context()
        page = context.new_page()
        pages.append(page)
        page.set_viewport_size(window)
        page.set_default_timeout(PATIENCE)
        page.on(
            "request",
            lambda request: (
                re.match(r"(http://127\.0\.0\.1:|data:|blob:)", request.url)
                or elsewhere.append(request.url)
            ),
        )
        page.goto(url)
        settle(page)
        return page

    yield open_page
    for page in pages:
        page.close()
    assert elsewhere == []


def settle(page: Page) -> None:
    """Wait until the page has run to its end."""
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_test_id("stApp")).to_have_attribute(
        "data-test-script-state", "notRunning"
    )


def follow(page: Page, name: str) -> None:
    """Go to another page; a click while the links are drawn anew may be lost."""
    link = page.get_by_role("link", name=name)
    target = link.get_attribute("href").rpartition("/")[2]
    for _ in range(3):
        link.click()
        with suppress(NotInTimeError):
            page.wait_for_url(
                lambda url: urlsplit(url).path == f"/{target}", timeout=9000
            )
            return
    raise AssertionError(f"the link {name} leads nowhere; the page is {page.url}")


def choose(page: Page, box: str, option: str) -> None:
    """Choose from a box, and wait for what comes of it.

    A box that closes while a busy browser draws takes no choice: it is asked again, by
    the mouse and by the keyboard in turn.
    """
    field = page.get_by_role("combobox", name=box, exact=True)
    chosen = page.get_by_test_id(re.compile("^st(MultiSelect|Selectbox)$")).filter(
        has=field
    )
    for attempt in range(6):
        field.click()
        page.wait_for_timeout(250 * attempt)
        if field.get_attribute("aria-expanded") == "true":
            if attempt % 2:
                field.fill(option)
                page.wait_for_timeout(250 * attempt)
                field.press("Enter")
            else:
                page.get_by_role("option", name=option, exact=True).click()
        page.wait_for_timeout(200)
        if page.get_by_role("listbox").is_visible():  # It waits for further choices.
            page.keyboard.press("Escape")
        settle(page)
        if field.input_value() == option or option in chosen.inner_text().split("\n"):
            return
        page.wait_for_timeout(500 * attempt)
    raise AssertionError(f"{box} does not take {option}: {chosen.inner_text()}")


def enter(page: Page, field: Locator, text: str) -> None:
    """Type into a field, and wait for what comes of it."""
    field.fill(text)
    field.press("Enter")
    page.wait_for_timeout(200)
    settle(page)


def rows(page: Page, number: int = 0) -> Locator:
    """Return the rows of a table of the page."""
    return page.locator("table.recmart").nth(number).locator("tbody tr")


def expect_items(page: Page, number: int, items: list[dict]) -> None:
    """Expect a table to list these items in this order, with their titles."""
    expect(rows(page, number).locator("td.text div")).to_have_text(
        [
            re.compile(rf"^{re.escape(item['title'])}{re.escape(item['item_id'])}\b")
            for item in items
        ]
    )


# --------------------------------------------------------------------------------------
# Lists
# --------------------------------------------------------------------------------------


def test_a_user_is_picked_and_filters_change_the_list(
    app: str, warehouse: Path, visit: Callable[..., Page]
) -> None:
    page = visit(app)
    with Warehouse(warehouse) as asked:
        expect_items(page, 0, asked.recommend("streaming", "u1", 10).items)

        enter(page, page.get_by_role("textbox", name="Find user"), "u77")
        expect(page).to_have_url(re.compile("user=u77"))
        everything = asked.recommend("streaming", "u77", 10).items
        expect_items(page, 0, everything)
        expect(rows(page).locator("small:nth-of-type(2)")).to_have_text(
            [item["reason"] for item in everything]
        )
        expect(rows(page).locator(".bar span:first-child")).to_have_count(10)
        expect_items(page, 1, asked.history("streaming", "u77", 10))

        choose(page, "Genre", "horror")
        horror = asked.recommend("streaming", "u77", 10, {"genre": "horror"}).items
        assert horror != everything
        expect_items(page, 0, horror)

        enter(page, page.get_by_role("spinbutton", name="Recommended"), "3")
        expect_items(page, 0, horror[:3])
        choose(page, "Genre", "drama")
        either = {"genre": ["horror", "drama"]}
        both = asked.recommend("streaming", "u77", 3, either).items
        assert both != horror[:3]
        expect_items(page, 0, both)
        enter(page, page.get_by_role("spinbutton", name="Last interactions"), "2")
        expect_items(page, 1, asked.history("streaming", "u77", 2))


def test_a_list_can_be_passed_on_by_its_address(
    app: str, warehouse: Path, visit: Callable[..., Page]
) -> None:
    page = visit(f"{app}/?domain=grocery&user=333")
    with Warehouse(warehouse) as asked:
        expect_items(page, 0, asked.recommend("grocery", "333", 10).items)


def test_people_are_called_so_and_bars_that_are_all_full_left_out(
    app: str, visit: Callable[..., Page]
) -> None:
    page = visit(f"{app}/?domain=dating&user=u1")
    expect(page.locator("table.recmart th")).to_have_text(
        ["#", "Person", "Person", "Times", "Last"]
    )
    expect(page.locator(".bar")).to_have_count(0)


def test_the_domain_stays_from_page_to_page(
    app: str, warehouse: Path, visit: Callable[..., Page]
) -> None:
    page = visit(f"{app}/?domain=pings")
    follow(page, "Similar items")
    with Warehouse(warehouse) as asked:
        first = asked.popular("pings", 1)[0]
        expect(page.get_by_role("heading", level=2)).to_have_text(
            f"Similar to {first['title']}"
        )
        expect_items(page, 0, asked.similar("pings", first["item_id"], 10))


def test_a_stranger_gets_popular_items_and_is_told(
    app: str, warehouse: Path, visit: Callable[..., Page]
) -> None:
    page = visit(f"{app}/?user=nobody")
    expect(page.get_by_test_id("stAlert").first).to_contain_text("nobody is unknown")
    with Warehouse(warehouse) as asked:
        expect_items(page, 0, asked.popular("streaming", 10))


def test_who_is_not_found_is_told(app: str, visit: Callable[..., Page]) -> None:
    page = visit(app)
    enter(page, page.get_by_role("textbox", name="Find user"), "no *such* user")
    expect(page.get_by_test_id("stAlert")).to_contain_text("“no *such* user”")


def test_a_domain_without_data_says_how_to_get_some(
    app: str, visit: Callable[..., Page]
) -> None:
    for page_name in ("", "similar-items"):
        page = visit(f"{app}/{page_name}?domain=custom")
        expect(page.get_by_test_id("stAlert")).to_contain_text("RECMART_INTERACTIONS=")


def test_an_unknown_item_is_told(app: str, visit: Callable[..., Page]) -> None:
    page = visit(f"{app}/similar-items?item=no*such*item")
    expect(page.get_by_test_id("stAlert")).to_contain_text("no item no*such*item")


def test_dating_tells_no_scores(app: str, visit: Callable[..., Page]) -> None:
    page = visit(f"{app}/?domain=dating&user=u1")
    expect(rows(page)).to_have_count(10)
    expect(page.locator("table.recmart th.text").first).to_have_text("Person")
    # Each list is of one source: a column of bars would say nothing.
    expect(page.locator("table.recmart th.bars")).to_have_count(0)
    expect(rows(page).locator("td.bars small")).to_have_count(0)


# --------------------------------------------------------------------------------------
# The domains' own pages
# --------------------------------------------------------------------------------------


def test_care_and_replacements(
    app: str, warehouse: Path, visit: Callable[..., Page]
) -> None:
    page = visit(f"{app}/shoe-care")
    with duckdb.connect(warehouse, read_only=True) as connection:
        coming, user_id, title = connection.execute(
            """
            select
                count(*) over (),
                user_id,
                title
            from shoes.care_notices
            where not is_due
            order by notice_date, length(user_id), user_id, item_id
            """
        ).fetchall()[0]
        hers = [
            str(number)
            for number in connection.execute(
                """
                select
                    count(distinct notice_key) filter (where is_due),
                    count(distinct notice_key) filter (where not is_due),
                    count(distinct worn_key) filter (where days_left < 0),
                    count(distinct worn_key) filter (where days_left >= 0)
                from (
                    select (item_id, purchased_at) as notice_key, is_due,
                        null as worn_key, null as days_left
                    from shoes.care_notices where user_id = 'u45'
                    union all by name
                    select (worn_item_id, purchased_at) as worn_key, days_left
                    from shoes.replacement_suggestions where user_id = 'u45'
                )
                """
            ).fetchone()
        ]
        worn, best = connection.execute(
            """
            select
                worn_title,
                title
            from shoes.replacement_suggestions
            where user_id = $user_id and rank = 1 and days_left < 0
            """,
            {"user_id": "u45"},
        ).fetchall()[0]
    expect(page.get_by_test_id("stMetric").nth(1)).to_contain_text(f"{coming:,}")
    expect(rows(page)).to_have_count(20)
    expect(rows(page).first).to_contain_text(user_id)
    expect(rows(page).first).to_contain_text(title)

    enter(page, page.get_by_role("textbox", name="Customer"), "u45")
    expect(page.get_by_test_id("stMetricValue")).to_have_text(hers)
    page.get_by_role("tab", name="Replacements").click()
    page.get_by_role("radio", name="Overdue").click()
    settle(page)
    row = page.get_by_role("row").filter(has_text=worn)
    expect(row.locator("td").last).to_have_text(re.compile(f"^{re.escape(best)}, "))

    page = visit(page.url)
    expect(page.get_by_role("textbox", name="Customer")).to_have_value("u45")


def test_tables_are_downloaded(app: str, visit: Callable[..., Page]) -> None:
    page = visit(f"{app}/?domain=streaming&user=u1")
    with page.expect_download() as started:
        page.get_by_role("button", name="CSV").first.click()
    path = started.value.path()
    assert started.value.suggested_filename == "recommended.csv"
    with path.open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))
    expect_items(page, 0, listed)
    assert all(row["reason"] and row["genre"] for row in listed)


def test_reactions_by_city(
    app: str, warehouse: Path, visit: Callable[..., Page]
) -> None:
    page = visit(f"{app}/daily-reactions")
    with duckdb.connect(warehouse, read_only=True) as connection:
        everywhere, in_leeds = connection.execute(
            """
            select
                sum(total_interactions),
                sum(total_interactions) filter (where city = 'Leeds')
            from dating.daily_reactions
            """
        ).fetchall()[0]
    reactions = page.get_by_test_id("stMetricValue").first
    expect(reactions).to_have_text(f"{everywhere:,}")
    choose(page, "City of the sender", "Leeds")
    expect(reactions).to_have_text(f"{in_leeds:,}")
    expect(page.get_by_test_id("stVegaLiteChart")).to_have_count(3)


def test_health(app: str, warehouse: Path, visit: Callable[..., Page]) -> None:
    page = visit(f"{app}/recommendation-health")
    with duckdb.connect(warehouse, read_only=True) as connection:
        watched, without_view = connection.execute(
            """
            select
                watch_through_rate,
                impressions_without_view_share
            from pings.recommendation_health
            where period = 'all'
            """
        ).fetchall()[0]
    values = page.get_by_test_id("stMetricValue")
    expect(values.nth(0)).to_have_text(f"{watched:.1%}")
    expect(values.nth(2)).to_have_text(f"{without_view:.1%}")
    expect(page.get_by_test_id("stVegaLiteChart")).to_have_count(5)
    expect(page.get_by_test_id("stAlert")).to_contain_text("as_of: 2025-06-23")


def test_the_hit_rate_is_that_of_the_latest_backtest(tmp_path: Path) -> None:
    path = tmp_path / "recmart.duckdb"
    with duckdb.connect(path) as connection:
        connection.execute("create schema pings")
        connection.execute("create table pings.item_popularity (item_id text)")

    def hit_rate(statements: str) -> dict | None:
        with duckdb.connect(path) as connection:
            connection.execute(statements)
        with Reports(path) as reports:
            return reports.backtested_hit_rate()

    assert hit_rate("create schema evaluation") is None
    found = hit_rate(
        """
        create table evaluation.runs as
        from (values ('a', 'pings', '2025-06-09'), ('b', 'pings', '2025-06-16'),
            ('c', 'shoes', '2025-06-23')) as runs (run_id, domain, as_of);
        create table evaluation.metrics as
        select run_id, 'hit_rate' as metric, k, 'all' as segment_type, value
        from (values ('a', 10, 0.1), ('b', 5, 0.2), ('b', 10, 0.3), ('c', 10, 0.4))
            as metrics (run_id, k, value)
        """
    )
    assert (float(found["hit_rate_at_10"]), found["as_of"]) == (0.3, "2025-06-16")
    found = hit_rate(
        """
        create schema backtest_pings;
        create table backtest_pings.recommendation_health as
        select 'all' as period, 0.5 as hit_rate_at_10;
        create table backtest_pings.rolling_health as
        select date '2025-06-24' as day, 'hit_rate_at_10' as measure, 0.5 as value
        """
    )
    assert (float(found["hit_rate_at_10"]), len(found["days"])) == (0.5, 1)


# --------------------------------------------------------------------------------------
# All pages
# --------------------------------------------------------------------------------------


@pytest.mark.parametrize("window", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_page_fits_and_fails_nowhere(
    app: str, visit: Callable[..., Page], window: dict[str, int]
) -> None:
    for path, (title, charts) in PAGES.items():
        page = visit(f"{app}/{path}", window)
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        expect_whole(page, charts)
        for tab in page.get_by_role("tab").all()[1:]:
            tab.click()
            expect_whole(page, charts)


def expect_whole(page: Page, charts: int) -> None:
    """Expect nothing to fail, all charts to be drawn, and all to fit in the window."""
    expect(page.get_by_test_id("stException")).to_have_count(0)
    drawn = page.get_by_test_id("stVegaLiteChart").locator("canvas, svg.marks")
    expect(drawn.filter(visible=True)).to_have_count(charts)
    too_wide = page.evaluate(
        """
        () => [...document.querySelectorAll(
            '[data-testid=stMain], .recmart, .recmart td, [data-testid=stMetric],'
            + '[data-testid=stVegaLiteChart], [data-testid=stVegaLiteChart] canvas'
        )].filter(element =>
            element.getBoundingClientRect().right > window.innerWidth + 0.5
            || element.tagName !== 'CANVAS'
            && element.scrollWidth > element.clientWidth + 1
        ).map(element => element.outerHTML.slice(0, 200))
        """
    )
    assert too_wide == [], page.url


# --------------------------------------------------------------------------------------
# Another database
# --------------------------------------------------------------------------------------


def test_a_missing_database_is_told_and_a_new_one_is_seen(
    warehouse: Path, visit: Callable[..., Page], tmp_path: Path
) -> None:
    published = tmp_path / "published.duckdb"
    with serve(published, tmp_path / "log") as url:
        page = visit(f"{url}/evaluation")
        expect(page.get_by_test_id("stAlert")).to_contain_text("no database")
        expect(page.get_by_test_id("stAlert")).to_contain_text("make build")

        published.symlink_to(warehouse)
        page.get_by_role("button", name="Try again").click()
        expect(page.get_by_test_id("stAlert")).to_contain_text("scripts/evaluate.py")

        evaluated = tmp_path / "evaluated.duckdb"
        shutil.copyfile(warehouse, evaluated)
        with duckdb.connect(evaluated) as connection:
            connection.execute(EVALUATED)
        (tmp_path / "next").symlink_to(evaluated)
        (tmp_path / "next").replace(published)
        follow(page, "Recommendations")
        expect(page.get_by_role("heading", name="Recommended")).to_be_visible()
        settle(page)
        follow(page, "Similar items")
        expect(page.get_by_role("heading", level=2)).to_have_text(
            "Similar to <b>Bold</b> & *starred* [link](https://example.com)"
        )

        follow(page, "Evaluation")
        values = page.get_by_test_id("stMetricValue")
        expect(values).to_have_text(["0.250", "0.750"])
        expect(page.get_by_test_id("stCaptionContainer").first).to_have_text(
            "601 users; held out: 7 days from 24 Jun 2025."
        )
        expect(rows(page).first.locator("td")).to_have_text(
            ["NDCG", "0.250[0.200, 0.300]", "0.125", "0.125[0.100, 0.150]", "<0.001"]
        )
        choose(page, "By", "Age band")
        expect(rows(page).locator("td:first-child")).to_have_text(
            ["18-24 (12 users)", "55 and over (5 users)"]
        )
        expect(page.get_by_test_id("stException")).to_have_count(0)


def test_a_build_under_way_is_told(visit: Callable[..., Page], tmp_path: Path) -> None:
    database = tmp_path / "building.duckdb"
    with duckdb.connect(database) as build, serve(database, tmp_path / "log") as url:
        build.execute("create table anything (a int)")
        page = visit(f"{url}/shoe-care")
        expect(page.get_by_test_id("stAlert")).to_contain_text("try again when it has")
        build.close()
        page.get_by_role("button", name="Try again").click()
        expect(page.get_by_test_id("stAlert")).to_contain_text("no recommendations yet")


# --------------------------------------------------------------------------------------
# Reports
# --------------------------------------------------------------------------------------


def test_contributions_add_up_to_the_score(warehouse: Path) -> None:
    with Reports(warehouse) as reports:
        for domain, user_id in (
            ("grocery", "1"),
            ("pings", "u1"),
            ("shoes", "u1"),
            ("streaming", "u1"),
        ):
            parts = reports.contributions(domain, user_id)
            for item in reports.recommend(domain, user_id, 20).items:
                total = sum(parts[item["item_id"]].values())
                assert total == pytest.approx(item["score"], abs=1e-12)
        # In dating the score would tell who likes the user: its shares do not.
        for shares in reports.contributions("dating", "u1").values():
            assert sum(shares.values()) == pytest.approx(1, abs=1e-12)


def test_users_are_found_by_id_and_attributes(warehouse: Path) -> None:
    with Reports(warehouse) as reports:
        found = reports.users("streaming", "U12")
        assert [row["user_id"] for row in found[:3]] == ["u12", "u120", "u121"]
        in_jakarta = reports.users("streaming", "jakarta", 5)
        assert len(in_jakarta) == 5
        assert all("Jakarta" in row["about"] for row in in_jakarta)
        first = reports.users("streaming", "u12")[0]
        assert first["items"] == len(reports.history("streaming", "u12", 1000))
        assert reports.users("streaming", "%") == []
        assert reports.users("custom") == []


def test_reactions_of_some_senders(warehouse: Path) -> None:
    """Several senders are summed up; the share of a week is that of its sums."""
    genders, cities = ["female", "unknown"], ["London", "unknown"]
    with duckdb.connect(warehouse, read_only=True) as connection:
        expected = connection.execute(
            """
            with

            senders as (
                select * from dating.daily_reactions
                where gender in ('female', 'unknown') and city in ('London', 'unknown')
            ),

            days as (
                select day, sum(likes) as likes, sum(total_interactions) as total
                from senders
                where day > (select max(day) from dating.daily_reactions) - 9
                group by day
            )

            select
                day,
                likes,
                total,
                (
                    select sum(senders.likes) / sum(senders.total_interactions)
                    from senders
                    where senders.day between days.day - 6 and days.day
                )
            from days
            order by day
            """
        ).fetchall()
    with Reports(warehouse) as reports:
        by_day = reports.reactions_by_day(genders, cities, 9)
        assert [
            (
                row["day"],
                row["likes"],
                row["total_interactions"],
                row["like_share_of_week"],
            )
            for row in by_day
        ] == expected
        by_sender = reports.reactions_by_sender(genders, cities, 7)
        assert sum(row["likes"] for row in by_sender) == sum(
            row["likes"] for row in by_day[-7:]
        )
        assert {row["gender"] for row in by_sender} <= {"female", "unknown"}
        assert reports.reactions_by_day(genders=["no such"]) == []
        with pytest.raises(InvalidArgumentError):
            reports.reactions_by_day(days=0)
