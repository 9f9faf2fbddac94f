"""The macros of recmart, as sqlfluff takes them where a model's own SQL needs no more.

What such a call becomes is not the model's own style, and long: to parse it all took
most of the time, and found nothing.
"""

from collections.abc import Callable


def history_settings(*_: object) -> dict[str, object]:
    """Give what a call has as further arguments."""
    return {}


def hidden_items_of(*_: object) -> dict[str, object]:
    """Give the same, of what a shop hides."""
    return {}


def here(relation: object) -> object:
    """Give a relation by a name that readers know."""
    return relation


def asked(*_: object, **__: object) -> str:
    """Give the first CTEs of a list for one user."""
    return "barred_pairs as (select 1 as one),"


def asked_candidates(*_: object, exclusions: str = "barred_pairs", **__: object) -> str:
    """Give the CTEs of one source of it."""
    return f"candidates as (select * from {exclusions}),"


def asked_list(*_: object) -> str:
    """Give the last of it."""
    return "blended as (select 1 as one)\n\nselect * from blended"


def blended_lists(*_: object) -> str:
    """Give the CTEs of the lists of all."""
    return "blended as (select 1 as one)"


def __getattr__(name: str) -> Callable[..., str]:
    return lambda *_, **__: "select 1 as one"
