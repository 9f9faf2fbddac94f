"""What `scripts/recommend.py` answers, in words and as data."""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from dataclasses import dataclass
from typing import Any

from scripts.common.arguments import Parser, attribute
from scripts.common.commands import RecmartError
from scripts.warehouse import bodies
from scripts.warehouse.warehouse import Item, Warehouse

# Control characters and the line breaks of Unicode: nothing for a terminal.
BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command found, in words and as data."""

    heading: str
    lines: list[str]
    data: dict[str, Any]
    if_empty: str
    note: str = ""


def popular(warehouse: Warehouse, args: argparse.Namespace) -> Answer:
    """Answer `popular`."""
    data = bodies.popular(warehouse, args.domain, args.k, args.filters)
    return Answer(
        f"Top {args.k} Popular Items:",
        [name(item) for item in data["items"]],
        data,
        f"no items{matching(args)} in domain {args.domain}",
    )


def recommend(warehouse: Warehouse, args: argparse.Namespace) -> Answer:
    """Answer `recommend`."""
    user = args.user_id
    data = bodies.recommendations(warehouse, args.domain, user, args.k, args.filters)
    note = f"User {user} is unknown or has no history: these are popular items."
    return Answer(
        f"Recommendations for user {user}:",
        [
            name(item) + (f" ({item['reason']})" if args.reasons else "")
            for item in data["items"]
        ],
        data,
        f"nothing to recommend to user {user}{matching(args)} in domain {args.domain}",
        note if data["fallback_used"] else "",
    )


def similar(warehouse: Warehouse, args: argparse.Namespace) -> Answer:
    """Answer `similar`."""
    data = bodies.similar(warehouse, args.domain, args.item_id, args.k)
    return Answer(
        f"Items similar to {name(data)}:",
        [name(item) for item in data["items"]],
        data,
        f"no items similar to {args.item_id} in domain {args.domain}",
    )


def history(warehouse: Warehouse, args: argparse.Namespace) -> Answer:
    """Answer `history`."""
    data = bodies.history(warehouse, args.domain, args.user_id, args.m)
    return Answer(
        f"History of user {args.user_id}:",
        [
            f"{name(item)} ({', '.join(filter(None, when_and_what(item)))})"
            for item in data["items"]
        ],
        data,
        f"no history of user {args.user_id} in domain {args.domain}",
    )


def name(item: Item) -> str:
    """Return an item's id and title."""
    return f"{item['item_id']} - {item['title']}"


def when_and_what(item: Item) -> tuple[str | None, str | None]:
    """Return what an item of a history was last used for, and when."""
    at = item["occurred_at"]
    return item["event_type"], at and at[:16].replace("T", " ")


def matching(args: argparse.Namespace) -> str:
    """Return the filters in words."""
    words = " and ".join(f"{key} {value}" for key, value in args.filters.items())
    return f" of {words}" if words else ""


def make_parser() -> Parser:
    """Describe the command line."""
    # Suppressed defaults, so that an option may stand before or after the command.
    general = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    general.add_argument("--domain", help="whose items (default: streaming)")
    general.add_argument(
        "--database",
        metavar="FILE",
        help="the warehouse (default: RECMART_DATABASE, or else the project's own)",
    )
    general.add_argument(
        "--json", action="store_true", help="answer in JSON, with scores and reasons"
    )
    filters = Parser(add_help=False)
    filters.add_argument("--content_type", help="only items of this content type")
    filters.add_argument("--genre", help="only items of this genre")
    filters.add_argument(
        "--filter",
        metavar="NAME=VALUE",
        type=attribute,
        action="append",
        default=[],
        help="only items with this value of any attribute, such as aisle=tea",
    )
    user, item, k, m = (Parser(add_help=False) for _ in range(4))
    user.add_argument("--user_id", required=True, help="the user")
    item.add_argument("--item_id", required=True, help="the item")
    k.add_argument("--k", type=int, default=10, help="how many (default: 10)")
    m.add_argument("--m", type=int, default=10, help="how many (default: 10)")
    parser = Parser(
        description="Ask the warehouse for recommendations.",
        epilog="Exit codes: 0 found, 1 nothing found, 2 could not be asked.",
        parents=[general],
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for answer, what, parents in (
        (popular, "The most popular items.", (filters, k)),
        (recommend, "Items for one user.", (filters, user, k)),
        (similar, "Items that go with an item.", (item, k)),
        (history, "A user's latest items.", (user, m)),
    ):
        command = commands.add_parser(
            answer.__name__, help=what, description=what, parents=[general, *parents]
        )
        command.set_defaults(answer=answer)
    commands.choices["recommend"].add_argument(
        "--reasons", action="store_true", help="say why each"
    )
    return parser


def parse(arguments: list[str]) -> argparse.Namespace:
    """Read the command line."""
    try:
        "".join(arguments).encode()
    except UnicodeError:
        raise RecmartError("the arguments are not valid UTF-8") from None
    args = make_parser().parse_args(
        arguments,
        argparse.Namespace(domain="streaming", database=None, json=False),
    )
    short_forms = {
        key: getattr(args, key, None)
        for key in ("content_type", "genre")
        if getattr(args, key, None)
    }
    args.filters = short_forms | dict(getattr(args, "filter", []))
    return args


def show(answer: Answer, as_json: bool) -> None:
    """Print an answer; in text, whatever would break a line becomes a blank."""
    text = ""
    if as_json:
        text = json.dumps(answer.data, ensure_ascii=False, indent=2)
    elif answer.lines:
        numbered = [f"{n}. {line}" for n, line in enumerate(answer.lines, start=1)]
        lines = [answer.heading, *numbered, *filter(None, [answer.note])]
        text = "\n".join(BREAKS.sub(" ", line) for line in lines)
    if not text:
        return
    try:
        print(text, flush=True)
    except BrokenPipeError:
        # Nobody reads on (`| head`); keep Python from flushing once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        raise RecmartError(f"cannot write the answer: {error.strerror}") from error
