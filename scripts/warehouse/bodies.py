"""What is answered as JSON, by the API and by `scripts/recommend.py --json` alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scripts.warehouse.warehouse import Filters, Warehouse

Body = dict[str, Any]


def popular(warehouse: Warehouse, domain: str, k: int, filters: Filters) -> Body:
    """Answer with the most popular items."""
    return {"k": k, "items": warehouse.popular(domain, k, filters)}


def recommendations(
    warehouse: Warehouse,
    domain: str,
    user_id: str,
    k: int,
    filters: Filters,
    items: Sequence[str] = (),
) -> Body:
    """Answer with items for a user."""
    found = warehouse.recommend(domain, user_id, k, filters, items)
    return {"user_id": user_id, "k": k, **found._asdict()}


def similar(warehouse: Warehouse, domain: str, item_id: str, k: int) -> Body:
    """Answer with what goes best with an item."""
    return {
        "item_id": item_id,
        "title": warehouse.title(domain, item_id),
        "k": k,
        "items": warehouse.similar(domain, item_id, k),
    }


def history(warehouse: Warehouse, domain: str, user_id: str, m: int) -> Body:
    """Answer with a user's latest items."""
    return {"user_id": user_id, "m": m, "items": warehouse.history(domain, user_id, m)}
