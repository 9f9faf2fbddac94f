"""The macros of recmart, as sqlfluff takes them where a model only calls one.

What such a call becomes is not the model's own style, and long: to parse it all took
two thirds of the time, and found nothing.
"""

from collections.abc import Callable


def __getattr__(name: str) -> Callable[..., str]:
    return lambda *_, **__: "select 1 as one"
