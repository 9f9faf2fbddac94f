"""The charts of the report, as Vega-Lite.

Colours are names of the page's style, so that light, dark and paper are its business.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from scripts.report.asking import Row

BLUE, ORANGE, GREEN, PURPLE, GREY = (
    f"var(--{name})" for name in ("blue", "orange", "green", "purple", "grey")
)
GENDERS = {"female": BLUE, "male": ORANGE, "other": GREEN, "unknown": GREY}
DOMAINS = {
    "custom": GREY,
    "dating": ORANGE,
    "grocery": GREEN,
    "pings": PURPLE,
    "shoes": "var(--red)",
    "streaming": BLUE,
}
# What each source of a list is called, and of which kind it is.
SOURCES = {
    "similar": ("similar items", "what others did"),
    "collaborative": ("taste in common", "what others did"),
    "reciprocal": ("interest both ways", "what others did"),
    "next": ("what often comes next", "what others did"),
    "repeat_knn": ("what people alike buy again", "what others did"),
    "user_knn": ("what people alike like", "what others did"),
    "together": ("the same baskets", "what others did"),
    "repeat": ("what was bought before", "bought before"),
    "content": ("descriptions alike", "what items are"),
    "category_affinity": ("favourite categories", "what items are"),
    "creator_affinity": ("favourite creators", "what items are"),
    "freshness": ("what is new", "new"),
    "explore": ("what is new", "new"),
    "segment": ("what is popular with people alike", "popular with people alike"),
    "popularity": ("what is popular", "popular"),
    "popular": ("what is popular", "popular"),
}
KINDS = {
    "what others did": BLUE,
    "bought before": GREEN,
    "what items are": ORANGE,
    "new": "var(--red)",
    "popular with people alike": PURPLE,
    "popular": GREY,
    "other": "var(--line)",
}
# A row of a chart that lists things.
STEP = 24
LABELS = 190


def spec(chart: alt.TopLevelMixin, height: int) -> dict[str, Any]:
    """Write a chart that is as wide as its place."""
    fit = alt.AutoSizeParams(type="fit-x", contains="padding")
    return chart.properties(width="container", height=height, autosize=fit).to_dict()


def lines(rows: Sequence[Row], field: str) -> int:
    """Count what is listed from top to bottom."""
    return len({row[field] for row in rows})


def of(rows: Sequence[Row], *fields: str) -> alt.Chart:
    """Begin a chart of these fields of rows."""
    return alt.Chart(
        alt.InlineData([{name: row[name] for name in fields} for row in rows])
    )


def colours(field: str, scale: Mapping[str, str], symbol: str = "square") -> alt.Color:
    """Tell values apart by these colours, with a legend on top."""
    return alt.Color(
        f"{field}:N",
        title=None,
        scale=alt.Scale(domain=list(scale), range=list(scale.values())),
        legend=alt.Legend(
            orient="top",
            symbolType=symbol,
            symbolStrokeWidth=3 if symbol == "stroke" else 0,
            symbolOpacity=1,
            labelLimit=200,
        ),
    )


def series(
    layer: alt.Chart, name: str, scale: Mapping[str, str], symbol: str = "circle"
) -> alt.Chart:
    """Tell a layer apart by its colour."""
    named = layer.transform_calculate(series=f"'{name}'")
    return named.encode(color=colours("series", scale, symbol))


def present(
    scale: Mapping[str, str], rows: Sequence[Row], field: str
) -> dict[str, str]:
    """Keep the colours of values that there are."""
    there = {row[field] for row in rows}
    return {name: colour for name, colour in scale.items() if name in there}


def things(field: str, by: str, title: str, width: int = LABELS) -> alt.Y:
    """List things from top to bottom."""
    return alt.Y(
        f"{field}:N",
        title=title,
        sort=alt.EncodingSortField(by, op="min"),
        axis=alt.Axis(labelLimit=width, ticks=False, domain=False),
    )


def days(title: str = "Day", **options: Any) -> alt.X:
    """Lay days out from left to right."""
    axis = alt.Axis(format="%-d %b", labelOverlap=True, tickCount=6, grid=False)
    return alt.X("day:T", title=title, axis=axis, **options)


def tips(**fields: str) -> list[alt.Tooltip]:
    """Say what stands in a tooltip: by field `title` or `title|format`."""
    shown = []
    for name, about in fields.items():
        title, _, pattern = about.partition("|")
        kind = "T" if pattern.startswith("%") else "Q" if pattern else "N"
        options = {"format": pattern} if pattern else {}
        shown.append(alt.Tooltip(f"{name}:{kind}", title=title, **options))
    return shown


# --------------------------------------------------------------------------------------
# All domains
# --------------------------------------------------------------------------------------


def source_name(source: str) -> str:
    """Return what a source is called."""
    return SOURCES.get(source, (source.replace("_", " "), ""))[0]


def sources(rows: Sequence[Row]) -> dict[str, Any]:
    """Draw what the lists of each domain are made of."""
    rows = [
        {
            **row,
            "name": source_name(row["source"]),
            "kind": SOURCES.get(row["source"], ("", "other"))[1],
        }
        for row in rows
    ]
    drawn = (
        of(rows, "domain", "name", "kind", "places", "share")
        .mark_bar()
        .encode(
            x=alt.X("share:Q", title="Share of the first ten places")
            .stack("normalize")
            .axis(format="%", tickCount=5),
            y=alt.Y("domain:N", title="Domain"),
            color=colours("kind", present(KINDS, rows, "kind")),
            order=alt.Order("share:Q", sort="descending"),
            tooltip=tips(
                domain="Domain", name="Source", share="Share|.1%", places="Places|,"
            ),
        )
    )
    return spec(drawn, 34 * lines(rows, "domain"))


def popular(rows: Sequence[Row], thing: str) -> dict[str, Any]:
    """Draw the items at the top of a domain."""
    measure = rows[0]["measure"].replace("_", " ")
    drawn = (
        of(rows, "item_id", "title", "rank", "score", "users", "interactions")
        .mark_bar(color=BLUE, cornerRadiusEnd=2)
        .encode(
            x=alt.X("score:Q", title=measure.capitalize()).axis(
                tickCount=5, format="~s"
            ),
            y=things("title", "rank", thing),
            tooltip=tips(
                title=thing,
                item_id="Id",
                rank="Rank",
                score=f"{measure.capitalize()}|,.0f",
                users="Users|,",
                interactions="Interactions|,",
            ),
        )
    )
    return spec(drawn, STEP * lines(rows, "title"))


def rising(rows: Sequence[Row], thing: str) -> dict[str, Any]:
    """Draw what gained most from the week before to the last week."""
    base = of(
        rows, "item_id", "title", "place", "rank", "before", "now", "gain"
    ).encode(
        y=things("title", "place", thing),
        tooltip=tips(
            title=thing,
            item_id="Id",
            rank="Rank",
            before="Week before|,",
            now="Last week|,",
            gain="Gain|+,",
        ),
    )
    x = alt.X("before:Q", title="Interactions in a week").axis(tickCount=5)
    dots = base.mark_point(filled=True, size=60, opacity=1)
    weeks = {"week before": GREY, "last week": BLUE}
    drawn = alt.layer(
        base.mark_rule(strokeWidth=3, opacity=0.35, color=BLUE).encode(x=x, x2="now:Q"),
        series(dots.encode(x=x), "week before", weeks),
        series(dots.encode(x="now:Q"), "last week", weeks),
    )
    return spec(drawn, STEP * lines(rows, "title"))


def tail(rows: Sequence[Row]) -> dict[str, Any]:
    """Draw which share of use and of places the most used items hold."""
    scale = {
        "interactions": GREY,
        "places in lists": BLUE,
        "if all were alike": "var(--line)",
    }
    base = of(rows, "items", "used", "shown")
    x = alt.X("items:Q", title="Items, the most used first").axis(
        format="%", tickCount=5
    )
    drawn = [
        series(
            base.mark_line(strokeWidth=2.5).encode(
                x=x,
                y=alt.Y(f"{field}:Q", title="Share held").axis(format="%", tickCount=5),
                tooltip=tips(
                    items="Most used items|.0%",
                    used="of interactions|.1%",
                    shown="of places in lists|.1%",
                ),
            ),
            name,
            scale,
            "stroke",
        )
        for field, name in (
            ("items", "if all were alike"),
            ("used", "interactions"),
            ("shown", "places in lists"),
        )
    ]
    return spec(alt.layer(*drawn), 240)


def neighbours(rows: Sequence[Row], thing: str) -> dict[str, Any]:
    """Draw what goes with an item; the page chooses it by the signal `chosen`."""
    chosen = alt.param(name="chosen", value=rows[0]["item_id"])
    base = (
        of(
            rows,
            "item_id",
            "rank",
            "similar_item_id",
            "similar_item_title",
            "users_in_common",
            "cosine",
            "lift",
        )
        .encode(
            x=alt.X("cosine:Q", title="Cosine: 1 is the same users").axis(tickCount=5),
            y=things("similar_item_title", "rank", "Goes with it"),
            tooltip=tips(
                similar_item_title=thing,
                similar_item_id="Id",
                rank="Rank",
                users_in_common="Users in common|,",
                cosine="Cosine|.3f",
                lift="Lift|.2f",
            ),
        )
        .transform_filter(alt.datum.item_id == chosen)
    )
    drawn = alt.layer(
        base.mark_bar(color=BLUE, cornerRadiusEnd=2),
        base.mark_text(align="right", dx=-6, color="var(--paper)").encode(
            text=alt.Text("users_in_common:Q", format=",")
        ),
    ).add_params(chosen)
    return spec(drawn, STEP * max(row["rank"] for row in rows))


# --------------------------------------------------------------------------------------
# Dating
# --------------------------------------------------------------------------------------


def reaction_shares(rows: Sequence[Row], genders: Sequence[str]) -> dict[str, Any]:
    """Draw the share of likes by gender; the page chooses the city."""
    city = alt.param(name="city", value="all cities")
    rows = [row for row in rows if row["gender"] in genders]
    drawn = (
        of(rows, "day", "gender", "city", "of_week", "like_share")
        .mark_line(strokeWidth=2, clip=True)
        .encode(
            x=days(),
            y=alt.Y("like_share:Q", title="Likes, share of the week's reactions")
            .axis(format="%", tickCount=5)
            .scale(zero=False, nice=True),
            color=colours("gender", present(GENDERS, rows, "gender"), "stroke"),
            tooltip=tips(
                day="Week up to|%-d %b %Y",
                gender="Gender",
                city="City",
                like_share="Likes|.1%",
                of_week="Reactions|,",
            ),
        )
        .transform_filter(alt.datum.city == city)
        .add_params(city)
    )
    return spec(drawn, 260)


def reactions_by_day(rows: Sequence[Row]) -> dict[str, Any]:
    """Draw how many reactions there were; the page chooses the city."""
    city = alt.param(name="city", value="all cities")
    kinds = {"likes": BLUE, "matches": ORANGE, "dislikes": GREY}
    drawn = (
        of(rows, "day", "city", *kinds)
        .mark_bar()
        .encode(
            x=days(),
            y=alt.Y("sum(reactions):Q", title="Reactions a day").axis(tickCount=4),
            color=colours("kind", kinds),
            order=alt.Order("kind:N", sort="descending"),
            tooltip=[
                *tips(day="Day|%-d %b %Y", kind="Reaction"),
                alt.Tooltip("sum(reactions):Q", title="How many", format=","),
            ],
        )
        .transform_filter(alt.datum.city == city)
        .transform_fold(list(kinds), as_=["kind", "reactions"])
        .add_params(city)
    )
    return spec(drawn, 200)


def like_shares(rows: Sequence[Row]) -> dict[str, Any]:
    """Draw likes by city and gender, with intervals."""
    base = of(
        rows,
        "gender",
        "city",
        "total_interactions",
        "like_share",
        "lower_like_share",
        "upper_like_share",
        "match_share",
    ).encode(
        y=alt.Y("city:N", title="City of the sender"),
        yOffset=alt.YOffset("gender:N"),
        color=colours("gender", present(GENDERS, rows, "gender"), "circle"),
        tooltip=tips(
            city="City",
            gender="Gender",
            like_share="Likes|.1%",
            lower_like_share="at least|.1%",
            upper_like_share="at most|.1%",
            match_share="Matches|.1%",
            total_interactions="Reactions|,",
        ),
    )
    x = alt.X(
        "lower_like_share:Q", title="Likes, share of reactions, with its 95% interval"
    )
    x = x.axis(format="%", tickCount=5).scale(zero=False)
    drawn = alt.layer(
        base.mark_rule(strokeWidth=3, opacity=0.5).encode(x=x, x2="upper_like_share:Q"),
        base.mark_point(filled=True, size=70, opacity=1).encode(x="like_share:Q"),
    )
    return spec(drawn, 15 * lines(rows, "city") * (1 + lines(rows, "gender")))


# --------------------------------------------------------------------------------------
# Pings
# --------------------------------------------------------------------------------------


def watching(row: Row) -> dict[str, Any]:
    """Draw the distribution of what is watched of a video: its quartiles and tails."""
    base = of([{**row, "views": "views"}], "views", *row)
    x = alt.X("p25:Q", title="Watched, as a multiple of the video's length").axis(
        tickCount=6
    )
    x = x.scale(zero=True)
    tip = tips(
        min="Least|.2f",
        p25="A quarter below|.2f",
        p50="Half below|.2f",
        p75="Three quarters below|.2f",
        p90="Nine tenths below|.2f",
        max="Most|.2f",
        mean="Mean|.2f",
        std="Standard deviation|.2f",
        count="Views|,",
    )
    whole_video = alt.Chart(alt.InlineData([{"once": 1}]))
    drawn = alt.layer(
        base.mark_rule(color=GREY, strokeWidth=2).encode(
            x="min:Q", x2="max:Q", tooltip=tip
        ),
        base.mark_bar(color=BLUE, size=34).encode(x=x, x2="p75:Q", tooltip=tip),
        base.mark_tick(color="var(--paper)", size=34, thickness=3).encode(
            x="p50:Q", tooltip=tip
        ),
        base.mark_tick(color=BLUE, size=20, thickness=3).encode(x="p90:Q", tooltip=tip),
        base.mark_point(
            color=ORANGE, filled=True, size=90, shape="diamond", opacity=1
        ).encode(x="mean:Q", tooltip=tip),
        whole_video.mark_rule(
            strokeDash=[4, 4], color="currentColor", opacity=0.6
        ).encode(x="once:Q"),
        whole_video.mark_text(
            text="once through",
            align="left",
            dx=5,
            dy=-38,
            color="currentColor",
            opacity=0.7,
        ).encode(x="once:Q"),
    )
    return spec(drawn, 110)


def top_pings(rows: Sequence[Row]) -> dict[str, Any]:
    """Draw the videos with the most engagement."""
    rows = [{**row, "name": f"{row['ping_id']} #{row['main_hashtag']}"} for row in rows]
    drawn = (
        of(
            rows,
            "name",
            "rank",
            "category",
            "creator_id",
            "users_interacted",
            "engagement",
        )
        .mark_bar(color=PURPLE, cornerRadiusEnd=2)
        .encode(
            x=alt.X("engagement:Q", title="Engagement").axis(tickCount=5),
            y=things("name", "rank", "Ping"),
            tooltip=tips(
                name="Ping",
                category="Category",
                creator_id="Creator",
                engagement="Engagement|,.1f",
                users_interacted="Users|,",
            ),
        )
    )
    return spec(drawn, STEP * lines(rows, "name"))


def newcomers(rows: Sequence[Row], field: str, title: str) -> dict[str, Any]:
    """Draw one figure of new and existing users."""
    base = of(rows, "users", "user_count", "view_count", field).encode(
        y=alt.Y("users:N", title="Users", sort=["existing", "new"]),
        x=alt.X(f"{field}:Q", title=title).axis(tickCount=5),
        tooltip=tips(
            users="Users",
            user_count="How many|,",
            view_count="Views|,",
            **{field: f"{title}|.2f"},
        ),
    )
    drawn = base.mark_bar(cornerRadiusEnd=2, size=24).encode(
        color=colours("users", {"existing": GREY, "new": GREEN}).legend(None)
    )
    return spec(drawn, 36 * lines(rows, "users"))


def health(rows: Sequence[Row], unit: str, pattern: str) -> dict[str, Any]:
    """Draw a measure: its days, and the mean of the week up to each."""
    base = of(rows, "day", "value", "mean_of_week").encode(
        x=days(),
        tooltip=tips(
            day="Day|%-d %b %Y",
            value=f"On the day|{pattern}",
            mean_of_week=f"Mean of the week|{pattern}",
        ),
    )
    y = alt.Y("value:Q", title=unit).axis(format=pattern, tickCount=4).scale(zero=False)
    drawn = alt.layer(
        base.mark_point(filled=True, size=14, opacity=0.35, color=BLUE).encode(y=y),
        base.mark_line(strokeWidth=2.5, color=BLUE).encode(y="mean_of_week:Q"),
    )
    return spec(drawn, 170)


# --------------------------------------------------------------------------------------
# Shoes, evaluation, quality
# --------------------------------------------------------------------------------------


def care(rows: Sequence[Row]) -> dict[str, Any]:
    """Draw care notices by week."""
    drawn = (
        of(rows, "week", "due", "coming")
        .mark_bar()
        .encode(
            x=alt.X("week:T", title="Week", timeUnit="yearweek").axis(
                format="%-d %b", grid=False, tickCount=6, labelOverlap=True
            ),
            y=alt.Y("sum(notices):Q", title="Care notices").axis(tickCount=4),
            color=colours("state", {"due": ORANGE, "coming": BLUE}),
            tooltip=[
                *tips(week="Week from|%-d %b %Y", state="State"),
                alt.Tooltip("sum(notices):Q", title="Notices", format=","),
            ],
        )
        .transform_fold(["due", "coming"], as_=["state", "notices"])
    )
    return spec(drawn, 200)


def worn(rows: Sequence[Row]) -> dict[str, Any]:
    """Draw worn shoes by the weeks that are left."""
    drawn = (
        of(rows, "weeks_left", "shoes", "state")
        .mark_bar()
        .encode(
            x=alt.X("weeks_left:Q", title="Weeks until the end of their life").axis(
                grid=False, tickMinStep=1, tickCount=8
            ),
            y=alt.Y("shoes:Q", title="Pairs of shoes").axis(tickCount=4),
            color=colours("state", {"overdue": ORANGE, "near its end": BLUE}),
            tooltip=tips(weeks_left="Weeks left", shoes="Pairs|,", state="State"),
        )
    )
    return spec(drawn, 200)


def evaluated(rows: Sequence[Row], title: str) -> dict[str, Any]:
    """Draw a metric of each domain with its interval, beside that of popular lists."""
    base = of(
        rows,
        "name",
        "value",
        "lower",
        "upper",
        "popular_value",
        "difference",
        "p_value",
    ).encode(
        y=alt.Y("name:N", title="Domain").axis(labelLimit=LABELS),
        tooltip=tips(
            name="Domain",
            value="Personal lists|.3f",
            lower="at least|.3f",
            upper="at most|.3f",
            popular_value="Popular list|.3f",
            difference="Difference|+.3f",
            p_value="p|.3f",
        ),
    )
    x = alt.X("lower:Q", title=f"{title}, with its 95% interval").axis(tickCount=5)
    x = x.scale(zero=True)
    dots = base.mark_point(filled=True, size=90, opacity=1)
    lists = {"personal": BLUE, "popular": GREY}
    drawn = alt.layer(
        base.mark_rule(strokeWidth=4, opacity=0.4, color=BLUE).encode(
            x=x, x2="upper:Q"
        ),
        series(dots.encode(x="popular_value:Q"), "popular", lists),
        series(dots.encode(x="value:Q"), "personal", lists),
    )
    return spec(drawn, 34 * lines(rows, "name"))


def rejected(rows: Sequence[Row]) -> dict[str, Any]:
    """Draw why rows were rejected."""
    drawn = (
        of(rows, "domain", "reason", "rejected_rows", "of_reason", "place")
        .mark_bar()
        .encode(
            x=alt.X("sum(rejected_rows):Q", title="Rejected rows").axis(tickCount=5),
            y=things("reason", "place", "Reason", 300),
            color=colours("domain", present(DOMAINS, rows, "domain")),
            tooltip=tips(
                reason="Reason",
                domain="Domain",
                rejected_rows="Rows|,",
                of_reason="In all domains|,",
            ),
        )
    )
    return spec(drawn, STEP * lines(rows, "reason"))
