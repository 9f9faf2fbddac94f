"""What is answered as JSON, by the API and by `scripts/recommend.py --json` alike.

How much is asked for goes to the warehouse as it is: k, filters, exclude, offset.
"""

from __future__ import annotations

from typing import Any

from scripts.warehouse.asking import one_id
from scripts.warehouse.warehouse import Warehouse

Body = dict[str, Any]


def popular(warehouse: Warehouse, domain: str, **asked: Any) -> Body:
    """Answer with the most popular items."""
    return {"k": asked["k"], "items": warehouse.popular(domain, **asked)}


def trending(warehouse: Warehouse, domain: str, **asked: Any) -> Body:
    """Answer with the items that rise."""
    return {"k": asked["k"], "items": warehouse.trending(domain, **asked)}


def rank(warehouse: Warehouse, domain: str, user_id: str, items: list[str]) -> Body:
    """Answer with items in a user's order."""
    ranked = warehouse.rank(domain, user_id, items)
    return {"user_id": one_id(user_id), "items": ranked}


def audience(warehouse: Warehouse, domain: str, item_id: str, **asked: Any) -> Body:
    """Answer with the users who want an item."""
    return {
        "item_id": one_id(item_id, "item_id"),
        "title": warehouse.title(domain, item_id),
        "k": asked["k"],
        "users": warehouse.audience(domain, item_id, **asked),
    }


def recommendations(
    warehouse: Warehouse, domain: str, user_id: str, **asked: Any
) -> Body:
    """Answer with items for a user."""
    found = warehouse.recommend(domain, user_id, **asked)
    return {"user_id": one_id(user_id), "k": asked["k"], **found._asdict()}


def similar(warehouse: Warehouse, domain: str, item_id: str, **asked: Any) -> Body:
    """Answer with what goes best with an item."""
    return {
        "item_id": one_id(item_id, "item_id"),
        "title": warehouse.title(domain, item_id),
        "k": asked["k"],
        "items": warehouse.similar(domain, item_id, **asked),
    }


def history(warehouse: Warehouse, domain: str, user_id: str, **asked: Any) -> Body:
    """Answer with a user's latest items."""
    return {
        "user_id": one_id(user_id),
        "m": asked["m"],
        "items": warehouse.history(domain, user_id, **asked),
    }
