"""The macros of recmart, as sqlfluff takes them where a model only calls one.

What such a call becomes is not the model's own style, and long: to parse it all took
two thirds of the time, and found nothing.
"""

from collections.abc import Callable


def history_settings(*_: object) -> dict[str, object]:
    """Give what a call has as further arguments."""
    return {}


def __getattr__(name: str) -> Callable[..., str]:
    return lambda *_, **__: "select 1 as one"
