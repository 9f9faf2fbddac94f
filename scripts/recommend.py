"""Ask the warehouse for recommendations: from the command line or from Python.

    python scripts/recommend.py popular --k 5
    python scripts/recommend.py recommend --user_id u1 --k 5 --genre drama --reasons
    python scripts/recommend.py recommend --user_id u1 --exclude i1,i2 --offset 10
    python scripts/recommend.py recommend --users all --k 20 --out lists.parquet
    python scripts/recommend.py similar --item_id i1 --domain streaming
    python scripts/recommend.py history --user_id u1 --m 10 --json

    from scripts.recommend import recommend_for_user, recommend_popular, to_frame
    recommend_for_user("u1", k=5, genre=["drama", "comedy"], exclude=["i2"], offset=5)
    to_frame(recommend_popular(k=5))  # for notebooks

From Python the functions raise `scripts.warehouse.WarehouseError`.
"""

from __future__ import annotations

import sys

try:
    from scripts.common.commands import DONE, NOTHING_FOUND, run, say
    from scripts.warehouse.answers import beyond, parse, show, write
    from scripts.warehouse.bulk import Bulk
    from scripts.warehouse.frames import to_frame
    from scripts.warehouse.functions import (
        recommend,
        recommend_for_user,
        recommend_popular,
    )
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


def main() -> int:
    """Answer one command and return its exit code."""
    args = parse(sys.argv[1:])
    with Bulk(args.database) as warehouse:
        args.domain = warehouse.domain(args.domain)
        if getattr(args, "out", None):
            return write(warehouse, args)
        answers = list(args.answer(warehouse, args))
    show(answers, args)
    for answer in answers:
        if not answer.lines:
            say(f"{answer.if_empty}{beyond(args)}")
    return DONE if any(answer.lines for answer in answers) else NOTHING_FOUND


if __name__ == "__main__":
    if sys.stdout:
        sys.stdout.reconfigure(encoding="utf-8")
    sys.exit(run(main))
