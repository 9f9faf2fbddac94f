"""Ask the warehouse for recommendations: from the command line or from Python.

    python scripts/recommend.py popular --k 5
    python scripts/recommend.py recommend --user_id u1 --k 5 --genre drama --reasons
    python scripts/recommend.py similar --item_id i1 --domain streaming
    python scripts/recommend.py history --user_id u1 --m 10 --json

    from scripts.recommend import recommend, recommend_for_user, recommend_popular
    recommend_for_user("u1", k=5, genre="drama")

From Python, `import scripts` needs the project's folder to be the working directory or
on the path; the functions raise `scripts.warehouse.WarehouseError`.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

if not __package__:  # Run as a file: Python looks beside it, not in its project.
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts.warehouse import Item, Warehouse, WarehouseError

FOUND, NOTHING_FOUND, FAILED, INTERRUPTED = 0, 1, 2, 130
# Control characters and the line breaks of Unicode: nothing for a terminal.
BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")

# --------------------------------------------------------------------------------------
# Python
# --------------------------------------------------------------------------------------


def recommend(user_id: str | int, k: int = 10, domain: str = "grocery") -> list[str]:
    """Return the ids of the items that a user is most likely to want next."""
    with Warehouse() as warehouse:
        answer = warehouse.recommend(domain, str(user_id), k)
    return [item["item_id"] for item in answer.items]


def recommend_popular(
    k: int = 10, domain: str = "streaming", **filters: str
) -> list[Item]:
    """Return the k most popular items; each has at least item_id and title."""
    with Warehouse() as warehouse:
        return warehouse.popular(domain, k, filters)


def recommend_for_user(
    user_id: str | int, k: int = 10, domain: str = "streaming", **filters: str
) -> list[Item]:
    """Return k items for a user, popular ones where the user has no history."""
    with Warehouse() as warehouse:
        return warehouse.recommend(domain, str(user_id), k, filters).items


# --------------------------------------------------------------------------------------
# Command line
# --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command found, in words and as data."""

    heading: str
    lines: list[str]
    data: dict[str, Any]
    if_empty: str
    note: str = ""


def popular_command(warehouse: Warehouse, args: argparse.Namespace) -> Answer:
    """Answer `popular`."""
    items = warehouse.popular(args.domain, args.k, args.filters)
    return Answer(
        heading=f"Top {args.k} Popular Items:",
        lines=[name(item) for item in items],
        data={"k": args.k, "items": items},
        if_empty=f"no items{matching(args)} in domain {args.domain}",
    )


def recommend_command(warehouse: Warehouse, args: argparse.Namespace) -> Answer:
    """Answer `recommend`."""
    answer = warehouse.recommend(args.domain, args.user_id, args.k, args.filters)
    return Answer(
        heading=f"Recommendations for user {args.user_id}:",
        lines=[
            name(item) + (f" ({item['reason']})" if args.reasons else "")
            for item in answer.items
        ],
        data={
            "user_id": args.user_id,
            "k": args.k,
            "items": answer.items,
            "fallback_used": answer.fallback_used,
        },
        if_empty=f"nothing to recommend to user {args.user_id}{matching(args)}"
        f" in domain {args.domain}",
        note=f"User {args.user_id} is unknown or has no history that helps:"
        " these are popular items."
        if answer.fallback_used
        else "",
    )


def similar_command(warehouse: Warehouse, args: argparse.Namespace) -> Answer:
    """Answer `similar`."""
    title = warehouse.title(args.domain, args.item_id)
    items = warehouse.similar(args.domain, args.item_id, args.k)
    return Answer(
        heading=f"Items similar to {args.item_id} - {title}:",
        lines=[name(item) for item in items],
        data={"item_id": args.item_id, "title": title, "k": args.k, "items": items},
        if_empty=f"no items similar to {args.item_id} in domain {args.domain}",
    )


def history_command(warehouse: Warehouse, args: argparse.Namespace) -> Answer:
    """Answer `history`."""
    items = warehouse.history(args.domain, args.user_id, args.m)
    return Answer(
        heading=f"History of user {args.user_id}:",
        lines=[
            f"{name(item)} ({', '.join(filter(None, when_and_what(item)))})"
            for item in items
        ],
        data={"user_id": args.user_id, "m": args.m, "items": items},
        if_empty=f"no history of user {args.user_id} in domain {args.domain}",
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


class Parser(argparse.ArgumentParser):
    """A parser that complains in one line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments and leave."""
        complain(f"{message} (see {self.prog} --help)")
        sys.exit(FAILED)


def attribute(text: str) -> tuple[str, str]:
    """Read NAME=VALUE."""
    key, _, value = text.partition("=")
    if not key or not value:
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form NAME=VALUE")
    return key, value


def make_parser() -> Parser:
    """Describe the command line."""
    # Suppressed defaults, so that an option may stand before or after the command.
    general = argparse.ArgumentParser(
        add_help=False, argument_default=argparse.SUPPRESS
    )
    general.add_argument("--domain", help="whose items (default: streaming)")
    general.add_argument(
        "--database",
        metavar="FILE",
        help="the warehouse (default: RECMART_DATABASE, or else the project's own)",
    )
    general.add_argument(
        "--json", action="store_true", help="answer in JSON, with scores and reasons"
    )
    filters = argparse.ArgumentParser(add_help=False)
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
    parser = Parser(
        description="Ask the warehouse for recommendations.",
        epilog="Exit codes: 0 found, 1 nothing found, 2 could not be asked.",
        parents=[general],
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def add(
        command: str, answer: Callable, what: str, *parents: argparse.ArgumentParser
    ) -> Parser:
        added = commands.add_parser(
            command,
            help=what,
            description=what,
            parents=[general, *parents],
            allow_abbrev=False,
        )
        added.set_defaults(answer=answer)
        return added

    popular = add("popular", popular_command, "The most popular items.", filters)
    personal = add("recommend", recommend_command, "Items for one user.", filters)
    similar = add("similar", similar_command, "Items that go with an item.")
    history = add("history", history_command, "A user's latest items.")
    for command in (personal, history):
        command.add_argument("--user_id", required=True, help="the user")
    similar.add_argument("--item_id", required=True, help="the item")
    for command in (popular, personal, similar):
        command.add_argument("--k", type=int, default=10, help="how many (default: 10)")
    history.add_argument("--m", type=int, default=10, help="how many (default: 10)")
    personal.add_argument("--reasons", action="store_true", help="say why each")
    return parser


def parse(arguments: list[str]) -> argparse.Namespace:
    """Read the command line."""
    "".join(arguments).encode()  # What is no UTF-8 fails here, not in the database.
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
    if as_json:
        print(json.dumps(answer.data, ensure_ascii=False, indent=2), flush=True)
    elif answer.lines:
        numbered = [f"{n}. {line}" for n, line in enumerate(answer.lines, start=1)]
        lines = [answer.heading, *numbered, *filter(None, [answer.note])]
        print("\n".join(BREAKS.sub(" ", line) for line in lines), flush=True)


def complain(message: str) -> None:
    """Say what went wrong, in one line."""
    print(f"recommend.py: {' '.join(message.split())}", file=sys.stderr)


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    try:
        args = parse(sys.argv[1:] if arguments is None else arguments)
        with Warehouse(args.database) as warehouse:
            answer = args.answer(warehouse, args)
        show(answer, args.json)
    except WarehouseError as error:
        complain(str(error))
        return FAILED
    except BrokenPipeError:
        # Nobody reads on (`| head`); keep Python from flushing once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FOUND
    except OSError as error:
        complain(f"cannot write the answer: {error.strerror}")
        return FAILED
    except UnicodeError:
        complain("the arguments are not valid UTF-8")
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    if not answer.lines:
        complain(answer.if_empty)
        return NOTHING_FOUND
    return FOUND


if __name__ == "__main__":
    if sys.stdout:
        sys.stdout.reconfigure(encoding="utf-8")
    sys.exit(main())
