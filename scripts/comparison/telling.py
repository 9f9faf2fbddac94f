"""What came out of a comparison, in Markdown, for a pull request."""

from __future__ import annotations

from scripts.comparison.comparing import Comparison, K, Row
from scripts.comparison.judging import Judgement, share, state_of

VERDICTS = {
    "falls": "⛔ falls",
    "warns": "⚠️ look",
    "new": "new",
    "gone": "gone",
    "other": "other data",
    "same": "fine",
}
LONGEST_TEXT = 200
# Signs that mean something to Markdown or HTML, or call for somebody.
ESCAPED = {ord(sign): f"&#{ord(sign)};" for sign in "\\`*_[]|~@#&<>"}
ROWS_OF_A_LIST = 5


def markdown(
    comparison: Comparison, judgement: Judgement, old: str, new: str
) -> list[str]:
    """Return the lines: the verdict, a table of domains, and what changed most."""
    lines = [f"## Recommendations: {text(old)} → {text(new)}", ""]
    lines += [verdict(comparison, judgement), ""]
    lines += [f"- ⛔ {text(sentence)}" for sentence in judgement.falls]
    lines += [f"- ⚠️ {text(sentence)}" for sentence in judgement.warnings]
    lines += [""] if judgement.falls or judgement.warnings else []
    lines += table(
        [
            *("domain", "users with a list", "without", f"top {K} changed"),
            *("overlap", "coverage", "known to"),
            *([f"NDCG@{K} (95 % of the difference)"] if comparison.backtests else []),
            "",
        ],
        [
            domain_row(row, comparison, judgement.verdicts[row["domain"]])
            for row in comparison.domains
        ],
        left=(0,),
    )
    lines += [
        "",
        f"<sub>Top {K} changed: users, of those with a list in both, whose first {K}"
        " differ in any item or place. Overlap: share of the items that stay. Coverage:"
        " share of the catalogue that is in any list. Known to: share of the users who"
        " have used an item, mean over all places.</sub>",
    ]
    for row in by_change(comparison):
        lines += ["", *details(row, comparison)]
    return lines


def verdict(comparison: Comparison, judgement: Judgement) -> str:
    """Return what a reader wants to know first."""
    changed = by_change(comparison)
    if not changed:
        first = f"The top {K} of all users whom both builds know are the same."
    else:
        row = changed[0]
        first = (
            f"**{row['domain']}** changes{' most' if len(changed) > 1 else ''}:"
            f" {share(row['share_changed'])} of {row['users_compared']:,} users get"
            f" another top {K}; {row['overlap'] * K:.1f} of {K} items stay on average."
        )
    if judgement.falls:
        return f"{first} **Not to be promoted:**"
    return f"{first} Nothing falls beyond its limit."


def by_change(comparison: Comparison) -> list[Row]:
    """Return the domains with any change, first where the least stays."""
    changed = [
        row
        for row in comparison.domains
        if row["users_changed"] and state_of(row) == "same"
    ]
    return sorted(
        changed, key=lambda row: (row["overlap"], -row["share_changed"], row["domain"])
    )


def domain_row(row: Row, comparison: Comparison, judged: str) -> list[str]:
    """Return the cells of a domain."""
    old, new = row["old_build"], row["new_build"]
    cells = [
        row["domain"],
        count_change(old["users_with_list"], new["users_with_list"]),
        count_change(old["users_without_list"], new["users_without_list"]),
    ]
    cells += (
        [share(row["share_changed"]), f"{row['overlap']:.2f}"]
        if row["users_compared"]
        else ["-", "-"]
    )
    cells += [
        share_change(old["coverage"], new["coverage"]),
        share_change(old["popularity"], new["popularity"]),
    ]
    if comparison.backtests:
        backtest = comparison.backtests.get(row["domain"])
        cells.append(ndcg_change(backtest) if backtest else "-")
    return [*cells, VERDICTS[judged]]


def details(row: Row, comparison: Comparison) -> list[str]:
    """Return what rises and falls in a domain, and some lists before and after."""
    domain = row["domain"]
    lines = [
        f"<details><summary><b>{domain}</b>:"
        f" {row['users_changed']:,} of {row['users_compared']:,} lists changed,"
        f" {share(row['overlap'])} of the items stay</summary>",
        "",
    ]
    movers = comparison.movers.get(domain, [])
    if movers:
        lines += table(
            ["item", "in lists before", "after", ""],
            [
                [
                    f"{'▲' if item['direction'] == 'rises' else '▼'}"
                    f" {text(item['title'] or item['item_id'])}",
                    f"{item['old_lists']:,}",
                    f"{item['new_lists']:,}",
                    f"{item['new_lists'] - item['old_lists']:+,}"
                    + (", new" if item["has_come"] else "")
                    + (", gone" if item["has_gone"] else ""),
                ]
                for item in movers
            ],
            left=(0,),
        )
    moved = [
        f"{source['source']} {share_change(source['old_share'], source['new_share'])}"
        for source in comparison.sources.get(domain, [])
        if source["old_share"] != source["new_share"]
    ]
    if moved:
        lines += ["", f"Where places come from: {text(', '.join(moved))}."]
    readers = comparison.readers.get(domain, [])
    for user in dict.fromkeys(place["user_id"] for place in readers):
        places = [place for place in readers if place["user_id"] == user]
        lines += [
            "",
            f"**{text(user)}**: {places[0]['stay']} of {places[0]['places']} stay",
            "",
            *table(
                ["", "before", "after"],
                [
                    [
                        str(place["rank"]),
                        entry(place["old_title"], place["new_rank"], "leaves"),
                        arrival(place),
                    ]
                    for place in places[:ROWS_OF_A_LIST]
                ],
                left=(1, 2),
            ),
        ]
    return [*lines, "", "</details>"]


def entry(title: str | None, other_rank: int | None, otherwise: str) -> str:
    """Return a title of a list, and that the other list has it not."""
    if title is None:
        return ""
    return text(title) if other_rank else f"{text(title)} _({otherwise})_"


def arrival(place: Row) -> str:
    """Return a title of the new list, and where it came from."""
    shown = entry(place["new_title"], place["old_rank"], "new")
    if not place["old_rank"] or place["old_rank"] == place["rank"]:
        return shown
    steps = place["old_rank"] - place["rank"]
    return f"{shown} {'↑' if steps > 0 else '↓'}{abs(steps)}"


def count_change(old: int, new: int) -> str:
    """Write a number, and what it was."""
    return f"{new:,}" if old == new else f"{old:,} → {new:,}"


def share_change(old: float | None, new: float | None) -> str:
    """Write a share, and what it was if that looks different."""
    if share(old) == share(new):
        return share(new)
    return f"{share(old)} → {share(new)}"


def ndcg_change(backtest: Row) -> str:
    """Write what a backtest of both gave."""
    line = f"{backtest['old_ndcg']:.3f} → {backtest['new_ndcg']:.3f}"
    if backtest["lower"] is None:
        return line
    return f"{line} ({backtest['lower']:+.3f} to {backtest['upper']:+.3f})"


def table(
    head: list[str], rows: list[list[str]], left: tuple[int, ...] = ()
) -> list[str]:
    """Return a table; all columns but those named are numbers."""
    rule = [":--" if place in left else "--:" for place in range(len(head))]
    return [f"| {' | '.join(cells)} |" for cells in (head, rule, *rows)]


def text(value: str) -> str:
    """Write somebody's text so that Markdown and HTML take it for text."""
    line = " ".join(str(value).split())
    if len(line) > LONGEST_TEXT:
        line = f"{line[: LONGEST_TEXT - 1]}…"
    return line.translate(ESCAPED)
