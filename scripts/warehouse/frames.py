"""Lists as data frames, for notebooks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from scripts.warehouse.warehouse import Item

if TYPE_CHECKING:
    import pandas as pd


def to_frame(items: Sequence[Item]) -> pd.DataFrame:
    """Turn a list into a frame: a row per item under its rank, attributes as columns.

    An attribute that has the name of another column, such as title, gives way to it.
    """
    import pandas as pd  # Half a second that only who wants frames has to wait.

    rows = [{**item.get("attributes", {}), **item} for item in items]
    names = dict.fromkeys(name for row in [*items, *rows] for name in row)
    columns = [name for name in names if name != "attributes"]
    return pd.DataFrame(
        rows, columns=columns, index=pd.RangeIndex(1, len(rows) + 1, name="rank")
    )
