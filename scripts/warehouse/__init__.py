"""The warehouse in Python: its lists, what the app asks, and how builds are shown."""

from scripts.warehouse.warehouse import (
    InvalidArgumentError,
    Item,
    Recommendations,
    UnavailableError,
    UnknownNameError,
    Warehouse,
    WarehouseError,
)

__all__ = [
    "InvalidArgumentError",
    "Item",
    "Recommendations",
    "UnavailableError",
    "UnknownNameError",
    "Warehouse",
    "WarehouseError",
]
