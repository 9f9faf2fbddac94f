"""What the page is made of: sections of blocks, with a reading, charts and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Picker:
    """A choice of the reader: of a block to see, or of a value of the charts."""

    label: str
    options: Sequence[tuple[str, str]]
    signal: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with what it shows.

    Its shape is `wide`, the whole width of the page, or `tall`, beside two others.
    """

    title: str
    chart: dict[str, Any]
    about: str = ""
    shape: str = ""
    picker: Picker | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text under headers; columns from `numbers` on are numbers."""

    headers: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """A reading and what it reads; of those with a name one is seen at a time."""

    reading: Sequence[str] = ()
    figures: Sequence[Figure] = ()
    tables: Sequence[Table] = ()
    picker: Picker | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page under a heading."""

    title: str
    blocks: Sequence[Block]
    picker: Picker | None = None
    about: str = ""

    @property
    def anchor(self) -> str:
        """Return its name in the page's address."""
        return self.title.lower().replace(" ", "-")


@dataclass(slots=True)
class Page:
    """The whole: what is told on top, what follows, and what there is nothing of."""

    title: str
    subtitle: str
    tiles: list[tuple[str, str]] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)

    def charts(self) -> Iterator[dict[str, Any]]:
        """Go through the charts in the order of the page."""
        for section in self.sections:
            for block in section.blocks:
                for figure in block.figures:
                    yield {**figure.chart, "description": figure.title}
