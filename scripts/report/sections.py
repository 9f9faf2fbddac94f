"""The sections of the report: what is asked, how it is shown, and how it reads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from scripts.report import charts
from scripts.report.asking import Questions, Row
from scripts.report.parts import Block, Figure, Picker, Section, Table
from scripts.report.words import (
    change,
    compared,
    day,
    listed,
    number,
    percent,
    seconds,
    whole,
)
from scripts.warehouse.reports import called

# Genders with fewer reactions than this in all are not drawn by day.
ENOUGH_REACTIONS = 1000
# Of shorter tables a share says little.
ENOUGH_ROWS = 100
# A half: the brief's mark of a skim.
SKIMMED = 0.5


def overview(asked: Questions, found: Sequence[Row]) -> Section:
    """Tell what is in the warehouse."""
    largest = max(found, key=lambda row: row["interactions"])
    sources = [
        row for one in found for row in asked.ask("sources", domain=one["domain"])
    ]
    leading = {row["domain"]: row for row in reversed(sources)}
    reading = [
        f"{whole(sum(row['users'] for row in found))} users and"
        f" {whole(sum(row['items'] for row in found))} items in"
        f" {len(found)} {'domain' if len(found) == 1 else 'domains'};"
        f" {largest['domain']} has most interactions,"
        f" {whole(largest['interactions'])}.",
        "The first ten places of all lists show "
        + listed(
            [
                f"{percent(row['shown_share'])} of the items of {row['domain']}"
                for row in found
            ]
        )
        + ".",
        "Most places come from "
        + listed(
            [
                f"{charts.source_name(row['source'])}"
                f" in {row['domain']} ({percent(row['share'])})"
                for row in sorted(leading.values(), key=lambda row: row["domain"])
            ]
        )
        + ".",
    ]
    table = Table(
        (
            "Domain",
            "Items",
            "Users",
            "with history",
            "Interactions",
            "Lists",
            "Items shown",
            "Latest event",
        ),
        [
            (
                row["domain"],
                whole(row["items"]),
                whole(row["users"]),
                whole(row["users_with_history"]),
                whole(row["interactions"]),
                whole(row["lists"]),
                percent(row["shown_share"]),
                day(row["latest_day"]),
            )
            for row in found
        ],
    )
    figure = Figure(
        "What lists are made of",
        charts.sources(sources),
        "Each place by the source that adds most to it.",
        shape="wide",
    )
    return Section("In the warehouse", [Block(reading, [figure], [table])])


def reactions(asked: Questions) -> Section:
    """Tell of the reactions of dating."""
    in_all = asked.one("reactions_in_all")
    likers = asked.ask("likers")
    shares = asked.ask("like_shares")
    rows = asked.ask("reactions")
    reading = [
        f"{whole(in_all['reactions'])} reactions from {day(in_all['first_day'])} to"
        f" {day(in_all['last_day'])}: {percent(in_all['like_share'], 1)} likes,"
        f" of which one in {whole(in_all['like_share'] / in_all['match_share'])} is a"
        f" match, and {percent(in_all['dislike_share'], 1)} dislikes."
        if in_all["match_share"]
        else f"{whole(in_all['reactions'])} reactions,"
        f" {percent(in_all['like_share'], 1)} of them likes, and no match."
    ]
    if len(likers) > 1:
        most, least = likers[0], likers[-1]
        reading.append(
            f"Senders of gender {most['gender']} like most"
            f" ({percent(most['like_share'], 1)} of {whole(most['reactions'])}),"
            f" those of gender {least['gender']} least"
            f" ({percent(least['like_share'], 1)} of {whole(least['reactions'])})."
        )
    if shares:
        highest = max(shares, key=lambda row: row["lower_like_share"])
        lowest = min(shares, key=lambda row: row["upper_like_share"])
        parts = (
            "their intervals do not meet"
            if highest["lower_like_share"] > lowest["upper_like_share"]
            else "their intervals overlap, so this may be chance"
        )
        reading.append(
            f"By city they range from {percent(lowest['like_share'], 1)}"
            f" ({lowest['gender']}, {lowest['city']}) to"
            f" {percent(highest['like_share'], 1)} ({highest['gender']},"
            f" {highest['city']}); {parts}."
        )
    cities = sorted({row["city"] for row in rows}, key=lambda c: (c != "all cities", c))
    genders = [row["gender"] for row in likers] or list(charts.GENDERS)
    figures = [
        Figure(
            "Likes by gender of the sender",
            charts.reaction_shares(rows, genders),
            "Share of likes, matches among them, in the seven days up to each;"
            f" genders with at least {whole(ENOUGH_REACTIONS)} reactions.",
        ),
        Figure("Reactions by day", charts.reactions_by_day(rows)),
    ]
    by_city = [
        Figure(
            "Likes by city and gender",
            charts.like_shares(shares),
            "A long line is little evidence; groups of fewer than 30 reactions are left"
            " out.",
            shape="wide",
        )
    ]
    picker = Picker("City", [(city, city) for city in cities], "city")
    return Section(
        "Daily reactions",
        [
            Block(reading, figures, picker=picker),
            *([Block(figures=by_city)] if shares else []),
        ],
    )


def items(asked: Questions, found: Sequence[Row]) -> Section:
    """Tell of each domain's items: popular, rising, the tail, what goes together."""
    blocks = [items_of(asked, row["domain"]) for row in found]
    options = [(row["domain"], row["domain"].capitalize()) for row in found]
    names = [row["domain"] for row in found]
    chosen = "streaming" if "streaming" in names else names[0]
    options.sort(key=lambda option: option[0] != chosen)
    blocks.sort(key=lambda block: block.name != chosen)
    return Section("Items", blocks, Picker("Domain", options))


def items_of(asked: Questions, domain: str) -> Block:
    """Tell of one domain's items."""
    popular = asked.ask("popular", domain=domain)
    weeks = asked.one("weeks", domain=domain)
    rising = asked.ask("rising", domain=domain)
    tail = asked.ask("tail", domain=domain)
    neighbours = asked.ask("neighbours", domain=domain)
    first = popular[0]
    thing, things = called("item", domain).capitalize(), called("items", domain)
    reading = [
        f"{first['title']} leads by {first['measure'].replace('_', ' ')}, with"
        f" {percent(first['share'], 1)} of all; {whole(first['users'])} users had to do"
        " with it.",
    ]
    if weeks["now"] is not None:
        reading.append(
            f"The last week has {whole(weeks['now'])} interactions,"
            f" {change(weeks['now'], weeks['before'])} on the week before"
            f" ({whole(weeks['before'])}); {whole(weeks['rising'])} {things} rose,"
            f" {whole(weeks['falling'])} fell."
        )
    if rising:
        top = rising[0]
        reading.append(
            f"{top['title']} gained most, from {whole(top['before'])} to"
            f" {whole(top['now'])}."
        )
    fifth = next((row for row in tail if row["items"] >= 0.2), None)
    if fifth and fifth["used"] and fifth["shown"] is not None:
        which = compared(
            fifth["shown"],
            fifth["used"],
            "so lists lean towards what is popular already",
            "so lists lead away from the head",
            "as if lists copied what is used",
        )
        reading.append(
            f"The most used fifth of the {things} holds {percent(fifth['used'])} of the"
            f" interactions and {percent(fifth['shown'])} of the first ten places of"
            f" lists, {which}."
        )
    figures = [
        Figure("Most popular", charts.popular(popular, thing)),
        *([Figure("Rising", charts.rising(rising, thing))] if rising else []),
        Figure(
            "The long tail",
            charts.tail(tail),
            f"The more a line bends, the fewer {things} hold it all.",
        ),
    ]
    if neighbours:
        items = dict.fromkeys((row["item_id"], row["item_title"]) for row in neighbours)
        figures.append(
            Figure(
                "What goes together",
                charts.neighbours(neighbours, thing),
                f"The neighbours of one {thing.lower()}, best score first; in the bars,"
                " how many users they have in common.",
                picker=Picker(thing, list(items), "chosen"),
            )
        )
    return Block(reading, figures, name=domain)


def pings(asked: Questions) -> Section:
    """Tell how short videos are watched."""
    watched = asked.one("watching")
    groups = asked.ask("newcomers")
    top = asked.ask("top_pings")
    reading, figures = [], []
    if watched.get("count"):
        skims = compared(
            watched["p50"],
            SKIMMED,
            "so most views are no skims",
            "so most views are skims: the first seconds decide",
            "so half of the views are skims",
        )
        reading.append(
            f"Half of {whole(watched['count'])} views last at least"
            f" {percent(watched['p50'])} of the video, {skims}; a quarter stays below"
            f" {percent(watched['p25'])}, and one in ten watches"
            f" {number(watched['p90'], 2)} times its length or more, by watching again."
            if watched["p90"] > 1
            else f"Half of {whole(watched['count'])} views last at least"
            f" {percent(watched['p50'])} of the video, {skims}; a quarter stays below"
            f" {percent(watched['p25'])}, and one in ten reaches"
            f" {percent(watched['p90'])}."
        )
        figures.append(
            Figure(
                "How much is watched",
                charts.watching(watched),
                "Box: the middle half of the views, with their median; tick: nine"
                " tenths are below; diamond: the mean; line: from least to most.",
                shape="wide",
            )
        )
    if top:
        share = sum(row["share"] for row in top)
        categories = [row["category"] for row in top if row["category"]]
        leading = (
            max(sorted(set(categories)), key=categories.count) if categories else None
        )
        reading.append(
            f"The {len(top)} videos on top hold {percent(share, 1)} of all engagement;"
            f" {top[0]['ping_id']} leads with {percent(top[0]['share'], 1)}"
            + (
                f", and {categories.count(leading)} of them are of category {leading}."
                if leading
                else "."
            )
        )
        figures.append(Figure("Most engagement", charts.top_pings(top), shape="tall"))
    by_newness = {row["is_new"]: row for row in groups}
    if len(by_newness) == 2:
        new, old = by_newness[True], by_newness[False]
        both = (
            new["avg_watch_time_ratio"] is not None
            and old["avg_watch_time_ratio"] is not None
        )
        reading.append(
            f"The {whole(new['user_count'])} users who signed up in the last week met"
            f" {number(new['avg_pings'], 1)} videos each, others"
            f" {number(old['avg_pings'], 1)}"
            + (f"; {watched_by(new, old)}." if both else ".")
        )
        figures.append(
            Figure(
                "New users and others: videos met",
                charts.newcomers(groups, "avg_pings", "Videos per user"),
                "Distinct videos that a user viewed, liked, commented or shared.",
            )
        )
        if both:
            figures.append(
                Figure(
                    "New users and others: watched",
                    charts.newcomers(
                        groups, "avg_watch_time_ratio", "Watched per view"
                    ),
                    "As a multiple of the video's length.",
                )
            )
    return Section("Short videos", [Block(reading, figures)])


def watched_by(new: Row, old: Row) -> str:
    """Compare how much new users watch of what they view with others."""
    ratio, others = new["avg_watch_time_ratio"], old["avg_watch_time_ratio"]
    which = compared(ratio, others, "more than", "less than", "as much as")
    return (
        f"of what they view they watch {percent(ratio)}, {which} the others'"
        f" {percent(others)}, by {whole(new['view_count'])} views"
    )


# By measure: what it is called, its unit, its formats in charts and text.
MEASURES: dict[str, tuple[str, str, str, Callable[[float | None], str]]] = {
    "watch_through_rate": (
        "Watched through",
        "Share of views",
        ".0%",
        lambda value: percent(value, 1),
    ),
    "engagement_per_impression": (
        "Engagement",
        "Per impression",
        ".2f",
        lambda value: number(value, 2),
    ),
    "impressions_without_view_share": (
        "Shown, not viewed",
        "Share of impressions",
        ".0%",
        lambda value: percent(value, 1),
    ),
    "median_seconds_to_engagement": ("Time to engage", "Seconds", ".0f", seconds),
    "item_coverage": (
        "Coverage",
        "Share of catalogue",
        ".0%",
        lambda value: percent(value, 1),
    ),
    "hit_rate_at_10": (
        "Hit rate at 10",
        "Share of users",
        ".0%",
        lambda value: percent(value, 1),
    ),
}


def health(asked: Questions, hit_rate: Row | None) -> Section:
    """Tell how the recommendations of pings are doing."""
    in_all = asked.one("health_in_all")
    rows = asked.ask("health")
    reading = [
        f"{percent(in_all['watch_through_rate'], 1)} of the views reach 80% of the"
        " video; an impression brings"
        f" {number(in_all['engagement_per_impression'], 2)} views, likes, comments and"
        " shares, after"
        f" {seconds(in_all['median_seconds_to_engagement'])} in the median."
        f" {percent(in_all['impressions_without_view_share'], 1)} of the impressions"
        " are followed by no view within 24 hours. Lists show"
        f" {percent(in_all['item_coverage'])} of the catalogue."
    ]
    if moved := asked.one("health_trend"):
        title, _, _, write = MEASURES[moved["measure"]]
        reading.append(
            f"From the first week to the last, “{title.lower()}” moved most: from"
            f" {write(moved['first_week'])} to {write(moved['last_week'])},"
            f" {change(moved['last_week'], moved['first_week'])}."
        )
    if hit_rate:
        reading.append(
            f"In the latest backtest {percent(hit_rate['value'], 1)} of"
            f" {whole(hit_rate['users'])} users later engaged with one of their first"
            f" ten; with the popular list {percent(hit_rate['popular_value'], 1)} would"
            " have."
        )
    elif in_all["hit_rate_at_10"] is not None:
        reading.append(
            f"{percent(in_all['hit_rate_at_10'], 1)} of the users later engaged with"
            " one of their first ten."
        )
    else:
        reading.append(
            "No backtest of pings is in the warehouse, so there is no hit rate:"
            " python scripts/evaluate.py --domain pings makes one."
        )
    figures = [
        Figure(
            title,
            charts.health(
                [row for row in rows if row["measure"] == measure], unit, pattern
            ),
        )
        for measure, (title, unit, pattern, _) in MEASURES.items()
        if any(row["measure"] == measure for row in rows)
    ]
    if len(figures) % 2:
        figures[-1] = replace(figures[-1], shape="wide")
    return Section(
        "Recommendation health",
        [Block(reading, figures)],
        about="Of short videos. Points: single days; lines: means of the week up to"
        " each.",
    )


# The metrics that are told, by the names of the field.
METRICS = {
    "ndcg": "NDCG at 10",
    "recall": "Recall at 10",
    "hit_rate": "Hit rate at 10",
    "coverage": "Coverage at 10",
}


def evaluation(rows: Sequence[Row]) -> Section:
    """Tell how well lists find what came later."""
    by_metric = {
        metric: [row for row in rows if row["metric"] == metric] for metric in METRICS
    }
    better = [row for row in by_metric["ndcg"] if (row["difference_lower"] or 0) > 0]
    unclear = [row for row in by_metric["ndcg"] if row not in better]
    reading = []
    if better:
        reading.append(
            "Personal lists find what came later better than the popular list, beyond"
            " chance, in "
            + listed(
                [
                    f"{row['domain']} (NDCG at 10 {number(row['value'])} against"
                    f" {number(row['popular_value'])})"
                    for row in better
                ]
            )
            + "."
        )
    if unclear:
        reading.append(
            "Not beyond chance: "
            + listed(
                [
                    f"{row['domain']} ({number(row['value'])} against"
                    f" {number(row['popular_value'])})"
                    for row in unclear
                ]
            )
            + "."
        )
    held_out = listed([f"{row['domain']} {cut(row)}" for row in by_metric["ndcg"]])
    figures = [
        Figure(METRICS[metric], charts.evaluated(by_metric[metric], METRICS[metric]))
        for metric in ("ndcg", "recall")
        if by_metric[metric]
    ]
    table = Table(
        ("Domain", "Metric", "Personal", "95% interval", "Popular", "Difference", "p"),
        [
            (
                row["domain"],
                METRICS[metric],
                number(row["value"]),
                ""
                if row["lower"] is None
                else f"{number(row['lower'])} to {number(row['upper'])}",
                number(row["popular_value"]),
                f"{row['difference']:+.3f}",
                number(row["p_value"]),
            )
            for row in sorted(rows, key=lambda row: row["domain"])
            for metric in [row["metric"]]
            if metric in METRICS
        ],
        numbers=2,
    )
    return Section(
        "Evaluation",
        [Block(reading, figures, [table])],
        about=f"The latest evaluation of each domain; held out: {held_out}. Full"
        " ranking, users without a list count 0.",
    )


def cut(row: Row) -> str:
    """Say what was held out."""
    if row["horizon_days"] and row["as_of"]:
        return f"{row['horizon_days']} days after {day(row['as_of'])}"
    if row["as_of"]:
        return f"all after {day(row['as_of'])}"
    return {"file": "a file of its own"}.get(row["holdout"], f"the {row['holdout']}")


def shoes(asked: Questions) -> Section:
    """Tell what is to be done for customers of shoes."""
    duties = asked.one("shoes")
    reading = [
        f"As of {day(duties['as_of'])}, {whole(duties['due_notices'])} care notices"
        f" have come due and {whole(duties['coming_notices'])} are coming;"
        f" {whole(duties['overdue_shoes'])} pairs are past the end of their life and"
        f" {whole(duties['shoes_near_their_end'])} near it, each with replacements to"
        " suggest."
    ]
    figures = [
        Figure("Care notices by week", charts.care(asked.ask("care_by_week"))),
    ]
    worn = asked.ask("worn_by_week")
    if worn:
        figures.append(Figure("Worn shoes", charts.worn(worn)))
    return Section("Shoe care", [Block(reading, figures)])


def quality(asked: Questions) -> Section:
    """Tell what became of the rows that came."""
    counts = asked.ask("row_counts")
    reasons = asked.ask("rejected")
    raw = sum(row["raw_rows"] for row in counts)
    rejected = sum(row["rejected_rows"] for row in counts)
    lost = raw - rejected - sum(row["staged_rows"] for row in counts)
    long = [row for row in counts if row["raw_rows"] >= ENOUGH_ROWS] or counts
    worst = max(long, key=lambda row: row["rejected_share"])
    reading = [
        f"Of {whole(raw)} rows {whole(rejected)} ({percent(rejected / raw, 2)}) were"
        f" rejected, each with its reason, and {whole(lost) if lost else 'none'} lost."
    ]
    figures = []
    if reasons:
        top = reasons[0]
        reading.append(
            f"The most frequent reason is “{top['reason']}”"
            f" ({whole(top['of_reason'])} rows); the largest share is that of"
            f" {worst['domain']}.{worst['table_name']},"
            f" {percent(worst['rejected_share'], 1)} of {whole(worst['raw_rows'])}."
        )
        figures.append(
            Figure(
                "Why rows were rejected",
                charts.rejected(reasons),
                "The most frequent reasons.",
                shape="wide",
            )
        )
    table = Table(
        ("Domain", "Table", "Rows", "Staged", "Rejected", "Share"),
        [
            (
                row["domain"],
                row["table_name"],
                whole(row["raw_rows"]),
                whole(row["staged_rows"]),
                whole(row["rejected_rows"]),
                percent(row["rejected_share"], 2),
            )
            for row in counts
        ],
        numbers=2,
    )
    return Section("Data quality", [Block(reading, figures, [table])])
