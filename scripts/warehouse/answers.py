"""What `scripts/recommend.py` answers, in words and as data."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from scripts.common.arguments import Parser, name_and_value
from scripts.common.commands import (
    DONE,
    NOTHING_FOUND,
    RecmartError,
    say,
    write_no_more,
)
from scripts.warehouse import bodies
from scripts.warehouse.asking import grouped, many_ids, of_commas
from scripts.warehouse.bulk import Bulk, users_of
from scripts.warehouse.warehouse import Item, Warehouse

# Control characters and the line breaks of Unicode: nothing for a terminal.
BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found for one user or item, in words and as data."""

    heading: str
    lines: list[str]
    data: dict[str, Any]
    if_empty: str
    note: str = ""


def popular(warehouse: Warehouse, args: argparse.Namespace) -> Iterator[Answer]:
    """Answer `popular`."""
    data = bodies.popular(warehouse, args.domain, **asked(args))
    yield Answer(
        f"Top {args.k} Popular Items:",
        [name(item) for item in data["items"]],
        data,
        f"no items{matching(args)} in domain {args.domain}",
    )


def trending(warehouse: Warehouse, args: argparse.Namespace) -> Iterator[Answer]:
    """Answer `trending`."""
    data = bodies.trending(warehouse, args.domain, **asked(args))
    yield Answer(
        f"Top {args.k} Trending Items:",
        [f"{name(item)} ({item['reason']})" for item in data["items"]],
        data,
        f"nothing{matching(args)} rises in domain {args.domain}",
    )


def rank(warehouse: Warehouse, args: argparse.Namespace) -> Iterator[Answer]:
    """Answer `rank`, for one user after the other."""
    items = [*of_commas(args.items), *args.item_id]
    for user in args.user_id:
        data = bodies.rank(warehouse, args.domain, user, items)
        yield Answer(
            f"Items in the order of user {data['user_id']}:",
            [f"{name(item)} ({item['reason']})" for item in data["items"]],
            data,
            f"none of these items is in domain {args.domain}",
        )


def audience(warehouse: Warehouse, args: argparse.Namespace) -> Iterator[Answer]:
    """Answer `audience`, for one item after the other."""
    for item_id in args.item_id:
        data = bodies.audience(
            warehouse, args.domain, item_id, k=args.k, offset=args.offset
        )
        yield Answer(
            f"Users for {name(data)}:",
            [
                f"{user['user_id']} (place {user['place_in_list']}, {user['reason']})"
                for user in data["users"]
            ],
            data,
            f"{data['item_id']} is in no list of domain {args.domain}",
        )


def recommend(warehouse: Warehouse, args: argparse.Namespace) -> Iterator[Answer]:
    """Answer `recommend`, for one user after the other."""
    liked = many_ids([*of_commas(args.items), *args.liked_id])
    for user in users_asked(warehouse, args):
        data = bodies.recommendations(
            warehouse, args.domain, user, items=liked, **asked(args)
        )
        user = data["user_id"]
        why = f"User {user} is unknown or has no history"
        if liked:
            why = "None of the items given is known"
        yield Answer(
            f"Recommendations for user {user}:",
            [
                name(item) + (f" ({item['reason']})" if args.reasons else "")
                for item in data["items"]
            ],
            data,
            f"nothing to recommend to user {user}{matching(args)}"
            f" in domain {args.domain}",
            f"{why}: these are popular items." if data["fallback_used"] else "",
        )


def similar(warehouse: Warehouse, args: argparse.Namespace) -> Iterator[Answer]:
    """Answer `similar`, for one item after the other."""
    for item_id in args.item_id:
        data = bodies.similar(warehouse, args.domain, item_id, **asked(args))
        yield Answer(
            f"Items similar to {name(data)}:",
            [name(item) for item in data["items"]],
            data,
            f"no items similar to {data['item_id']}{matching(args)}"
            f" in domain {args.domain}",
        )


def history(warehouse: Warehouse, args: argparse.Namespace) -> Iterator[Answer]:
    """Answer `history`, for one user after the other."""
    for user in args.user_id:
        data = bodies.history(
            warehouse, args.domain, user, m=args.m, offset=args.offset
        )
        yield Answer(
            f"History of user {data['user_id']}:",
            [
                f"{name(item)} ({', '.join(filter(None, when_and_what(item)))})"
                for item in data["items"]
            ],
            data,
            f"no history of user {data['user_id']} in domain {args.domain}",
        )


def write(warehouse: Bulk, args: argparse.Namespace) -> int:
    """Write the lists of users to a file and return the exit code."""
    everybody = args.users == "all"
    users = None if everybody else args.user_id or users_of(args.users)
    liked = [*of_commas(args.items), *args.liked_id]
    rows, found = warehouse.write_lists(
        args.out, args.domain, users, items=liked, **asked(args)
    )
    say(f"{rows:,} rows, the lists of {found:,} users, are in {args.out}")
    return DONE if rows else NOTHING_FOUND


def users_asked(warehouse: Warehouse, args: argparse.Namespace) -> list[str]:
    """Return whose lists are to be shown."""
    if args.users == "all":
        return warehouse.all_users(args.domain)
    return args.user_id or users_of(args.users)


def asked(args: argparse.Namespace) -> dict[str, Any]:
    """Return which part of a list is asked for."""
    return {
        "k": args.k,
        "filters": args.filters,
        "exclude": [*of_commas(args.exclude), *args.exclude_id],
        "offset": args.offset,
        "most_per": args.limits,
    }


def name(item: Item) -> str:
    """Return an item's id and title."""
    return f"{item['item_id']} - {item['title']}"


def when_and_what(item: Item) -> list[str | None]:
    """Return what an item of a history was last used for, when, and how long in all."""
    at = item["occurred_at"]
    watched = item.get("watch_seconds")
    return [
        item["event_type"],
        at and at[:16].replace("T", " "),
        f"{watched:,.0f} s watched" if watched else None,
    ]


def matching(args: argparse.Namespace) -> str:
    """Return the filters in words."""
    words = " and ".join(
        f"{key} {' or '.join(values)}" for key, values in args.filters.items()
    )
    return f" of {words}" if words else ""


def beyond(args: argparse.Namespace) -> str:
    """Return in words after how much of a list nothing was found."""
    offset = getattr(args, "offset", 0)
    return f" after the first {offset:,}" if offset else ""


def make_parser() -> Parser:
    """Describe the command line."""
    # Suppressed defaults, so that an option may stand before or after the command.
    general = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    general.add_argument(
        "--domain",
        help="whose items (default: RECMART_DOMAIN, else the only one, else streaming)",
    )
    general.add_argument(
        "--database",
        metavar="FILE",
        help="the warehouse (default: RECMART_DATABASE, or else the project's own)",
    )
    general.add_argument(
        "--json", action="store_true", help="answer in JSON, with scores and reasons"
    )
    part, user, item, k, m = (Parser(add_help=False) for _ in range(5))
    for attribute, what in (("content_type", "content type"), ("genre", "genre")):
        part.add_argument(
            f"--{attribute}",
            action="append",
            default=[],
            help=f"only items of this {what}; several mean any of them",
        )
    part.add_argument(
        "--filter",
        metavar="NAME=VALUE",
        type=name_and_value,
        action="append",
        default=[],
        help="only items with this value of any attribute, such as aisle=tea; several"
        " of one attribute mean any of them",
    )
    part.add_argument(
        "--exclude",
        metavar="ITEMS",
        action="append",
        default=[],
        help="items to leave out, separated by commas",
    )
    part.add_argument(
        "--exclude_id",
        metavar="ITEM",
        action="append",
        default=[],
        help="one of them, for ids with commas",
    )
    part.add_argument(
        "--most_per",
        metavar="NAME=NUMBER",
        type=name_and_value,
        action="append",
        default=[],
        help="at most so many items with one value of an attribute, such as genre=2",
    )
    user.add_argument("--user_id", action="append", default=[], help="the user")
    item.add_argument(
        "--item_id", action="append", required=True, help="the item, or several"
    )
    for many, letter in ((k, "k"), (m, "m")):
        many.add_argument(
            f"--{letter}", type=int, default=10, help="how many (default: 10)"
        )
        many.add_argument(
            "--offset",
            type=int,
            default=0,
            help="leave out so many at the beginning: for the next page",
        )
    parser = Parser(
        description="Ask the warehouse for recommendations.",
        epilog="Exit codes: 0 found, 1 nothing found, 2 could not be asked.",
        parents=[general],
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for answer, what, parents in (
        (popular, "The most popular items.", (part, k)),
        (trending, "The items that rise.", (part, k)),
        (recommend, "Items for users.", (part, user, k)),
        (rank, "Given items in the order of users.", (user,)),
        (audience, "Users who want an item.", (item, k)),
        (similar, "Items that go with an item.", (part, item, k)),
        (history, "A user's latest items.", (user, m)),
    ):
        command = commands.add_parser(
            answer.__name__, help=what, description=what, parents=[general, *parents]
        )
        command.set_defaults(answer=answer)
    of_users = commands.choices["recommend"]
    of_users.add_argument(
        "--users",
        metavar="FILE",
        help="the users: an id per line, or the column user_id of a CSV or Parquet"
        " file; - is standard input, all is everybody whom the build knows",
    )
    of_users.add_argument(
        "--out",
        metavar="FILE",
        help="write the lists to this CSV or Parquet file, a row per item",
    )
    of_users.add_argument("--reasons", action="store_true", help="say why each")
    given = commands.choices["rank"]
    given.add_argument(
        "--items",
        metavar="ITEMS",
        action="append",
        default=[],
        help="the items, separated by commas",
    )
    given.add_argument(
        "--item_id",
        metavar="ITEM",
        action="append",
        default=[],
        help="one of them, for ids with commas",
    )
    of_users.add_argument(
        "--items",
        metavar="ITEMS",
        action="append",
        default=[],
        help="items that the user likes, separated by commas, in place of the history",
    )
    of_users.add_argument(
        "--item_id",
        metavar="ITEM",
        dest="liked_id",
        action="append",
        default=[],
        help="one of them, for ids with commas",
    )
    return parser


def parse(arguments: list[str]) -> argparse.Namespace:
    """Read the command line."""
    try:
        "".join(arguments).encode()
    except UnicodeError:
        raise RecmartError("the arguments are not valid UTF-8") from None
    parser = make_parser()
    args = parser.parse_args(
        arguments, argparse.Namespace(domain=None, database=None, json=False)
    )
    users, out = getattr(args, "users", None), getattr(args, "out", None)
    if args.answer in (recommend, history, rank) and not args.user_id and not users:
        parser.error("the following arguments are required: --user_id")
    if args.answer is rank and not (args.items or args.item_id):
        parser.error("the following arguments are required: --items")
    if users and args.user_id:
        parser.error("name users by --user_id or by --users, not by both")
    if out and (args.json or args.reasons):
        parser.error("--out writes all there is, and neither text nor JSON")
    named = [
        (key, value)
        for key in ("content_type", "genre")
        for value in getattr(args, key, [])
    ]
    args.filters = grouped([*named, *getattr(args, "filter", [])])
    args.limits = grouped(getattr(args, "most_per", []))
    return args


def show(answers: Sequence[Answer], args: argparse.Namespace) -> None:
    """Print answers; in text, whatever would break a line becomes a blank."""
    if args.json:
        data = [answer.data for answer in answers]
        shown = data if len(data) > 1 else data[0]
        text = json.dumps(shown, ensure_ascii=False, indent=2)
    else:
        first = getattr(args, "offset", 0) + 1
        lines = []
        for answer in answers:
            numbered = [f"{n}. {line}" for n, line in enumerate(answer.lines, first)]
            if numbered:
                lines += [answer.heading, *numbered, *filter(None, [answer.note])]
        text = "\n".join(BREAKS.sub(" ", line) for line in lines)
    if not text:
        return
    try:
        print(text, flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        write_no_more()
        raise RecmartError(f"cannot write the answer: {error.strerror}") from error
