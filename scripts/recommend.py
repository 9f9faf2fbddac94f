"""Ask the warehouse for recommendations: from the command line or from Python.

    python scripts/recommend.py popular --k 5
    python scripts/recommend.py recommend --user_id u1 --k 5 --genre drama --reasons
    python scripts/recommend.py similar --item_id i1 --domain streaming
    python scripts/recommend.py history --user_id u1 --m 10 --json

    from scripts.recommend import recommend, recommend_for_user, recommend_popular
    recommend_for_user("u1", k=5, genre="drama")

From Python the functions raise `scripts.warehouse.WarehouseError`.
"""

from __future__ import annotations

import os
import sys

try:
    from scripts.common.commands import DONE, FAILED, NOTHING_FOUND, run, say
    from scripts.warehouse import Item, Warehouse
    from scripts.warehouse.answers import parse, show
except ModuleNotFoundError as missing:
    if __name__ != "__main__":
        raise
    print(
        f"recommend.py: this Python has no {missing.name}: run `make setup`, then use"
        " .venv/bin/python instead",
        file=sys.stderr,
    )
    sys.exit(2)


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


def main() -> int:
    """Answer one command and return its exit code."""
    try:
        args = parse(sys.argv[1:])
        with Warehouse(args.database) as warehouse:
            answer = args.answer(warehouse, args)
        show(answer, args.json)
    except BrokenPipeError:
        # Nobody reads on (`| head`); keep Python from flushing once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        say(f"cannot write the answer: {error.strerror}")
        return FAILED
    except UnicodeError:
        say("the arguments are not valid UTF-8")
        return FAILED
    if not answer.lines:
        say(answer.if_empty)
        return NOTHING_FOUND
    return DONE


if __name__ == "__main__":
    if sys.stdout:
        sys.stdout.reconfigure(encoding="utf-8")
    sys.exit(run(main))
