"""Ask the warehouse for recommendations: from the command line or from Python.

    python scripts/recommend.py popular --k 5
    python scripts/recommend.py recommend --user_id u1 --k 5 --genre drama --reasons
    python scripts/recommend.py similar --item_id i1 --domain streaming
    python scripts/recommend.py history --user_id u1 --m 10 --json

    from scripts.recommend import recommend_for_user, recommend_popular, to_frame
    recommend_for_user("u1", k=5, genre="drama")
    to_frame(recommend_popular(k=5))  # for notebooks

From Python the functions raise `scripts.warehouse.WarehouseError`.
"""

from __future__ import annotations

import sys

try:
    from scripts.common.commands import DONE, NOTHING_FOUND, run, say
    from scripts.warehouse import Item, Warehouse
    from scripts.warehouse.answers import parse, show
    from scripts.warehouse.frames import to_frame
except ModuleNotFoundError as missing:
    if __name__ != "__main__":
        raise
    print(
        f"recommend.py: this Python has no {missing.name}: run `make setup`, then use"
        " .venv/bin/python instead",
        file=sys.stderr,
    )
    sys.exit(2)

__all__ = ["recommend", "recommend_for_user", "recommend_popular", "to_frame"]


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
    args = parse(sys.argv[1:])
    with Warehouse(args.database) as warehouse:
        answer = args.answer(warehouse, args)
    show(answer, args.json)
    if answer.lines:
        return DONE
    say(answer.if_empty)
    return NOTHING_FOUND


if __name__ == "__main__":
    if sys.stdout:
        sys.stdout.reconfigure(encoding="utf-8")
    sys.exit(run(main))
