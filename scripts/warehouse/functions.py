"""What other Python code asks: one function per question, of the usual warehouse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scripts.warehouse.warehouse import Item, Warehouse

Values = str | Sequence[str] | None


def recommend(user_id: str | int, k: int = 10, domain: str | None = None) -> list[str]:
    """Return the ids of the items that a user is most likely to want next."""
    with Warehouse() as warehouse:
        answer = warehouse.recommend(warehouse.domain(domain, "grocery"), user_id, k)
    return [item["item_id"] for item in answer.items]


def recommend_popular(
    k: int = 10,
    domain: str | None = None,
    *,
    exclude: Sequence[str] | str = (),
    offset: int = 0,
    most_per: Mapping[str, int] | None = None,
    **filters: Values,
) -> list[Item]:
    """Return the k most popular items; each has at least item_id and title."""
    with Warehouse() as warehouse:
        asked = warehouse.domain(domain), k, filters, exclude, offset, most_per
        return warehouse.popular(*asked)


def recommend_for_user(
    user_id: str | int,
    k: int = 10,
    domain: str | None = None,
    *,
    items: Sequence[str] | str = (),
    exclude: Sequence[str] | str = (),
    offset: int = 0,
    most_per: Mapping[str, int] | None = None,
    **filters: Values,
) -> list[Item]:
    """Return k items for a user, popular ones where the user has no history."""
    with Warehouse() as warehouse:
        asked = user_id, k, filters, items, exclude, offset, most_per
        return warehouse.recommend(warehouse.domain(domain), *asked).items
