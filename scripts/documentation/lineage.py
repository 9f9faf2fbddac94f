"""Draw the way of one domain's data through the project, as dbt knows it.

Rooms stand from left to right as data flows, with a box for each model or seed. An
arrow that follows from others is left out. The same nodes give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any, NamedTuple

# The intermediates that every domain has alike, whatever its subject.
CONTRACT = ("events", "interactions", "items", "users")
# Each room with its title and what it is, in columns.
COLUMNS = (
    {"seeds": ("data", "seeds/, or your files")},
    {"staging": ("staging", "read, cast, judged")},
    {"contract": ("contract", "alike in all domains")},
    {"intermediate": ("algorithm", "one set of macros")},
    {"marts": ("marts", "what people read")},
    {
        "serving": ("serving", "for API and app"),
        "evaluation": ("evaluation", "only when asked for"),
    },
)
BOX_WIDTH, BOX_HEIGHT = 128, 26
COLUMN_WIDTH, COLUMN_PITCH = 144, 172
ROW_PITCH, HEADING = 42, 50
# Between the lines that pass between the same two boxes.
LANE_PITCH = 5
# Legible on light and on dark paper; boxes bring their own.
STYLE = """
text { font-family: -apple-system, "Segoe UI", Helvetica, Arial, sans-serif }
.room { fill: #7d8590; fill-opacity: .1 }
.title { font-size: 15px; font-weight: 600; fill: #7d8590 }
.what { font-size: 12px; fill: #7d8590 }
.name { font-size: 12px; fill: #1f2328; text-anchor: middle }
.edge { fill: none; stroke: #7d8590; stroke-width: 1.3; marker-end: url(#tip) }
#tip { fill: #7d8590 }
.seeds { fill: #eaeef2; stroke: #8c959f }
.staging { fill: #ddf4ff; stroke: #54aeff }
.contract { fill: #b6e3ff; stroke: #218bff }
.intermediate { fill: #fff8c5; stroke: #d4a72c }
.marts { fill: #aceebb; stroke: #4ac26b }
.serving { fill: #fbefff; stroke: #c297ff }
.evaluation { fill: #ffeff7; stroke: #ff80c8 }
"""


class Place(NamedTuple):
    """The column of a box and its middle."""

    column: int
    x: float
    y: float


class Layout(NamedTuple):
    """Where everything stands; bands are the rooms, from which height to which."""

    places: dict[str, Place]
    bands: dict[str, tuple[int, float, float]]
    height: float


def draw_lineage(nodes: Mapping[str, Mapping[str, Any]], domain: str) -> str:
    """Return the picture as SVG; `nodes` are those of dbt's manifest."""
    rooms = rooms_of(nodes, domain)
    reads = without_shortcuts(
        {
            node["name"]: {
                read.split(".")[-1] for read in node["depends_on"].get("nodes", [])
            }
            & rooms.keys()
            for node in nodes.values()
            if node["name"] in rooms
        }
    )
    layout = laid_out(rooms, reads)
    width = (len(COLUMNS) - 1) * COLUMN_PITCH + COLUMN_WIDTH
    shapes = [
        *(band(room, *where) for room, where in layout.bands.items()),
        *(f'<path class="edge" d="{d}"/>' for d in paths(reads, layout.places)),
        *(box(name, rooms[name], place) for name, place in layout.places.items()),
    ]
    return "\n".join(
        [
            '<svg xmlns="http://www.w3.org/2000/svg" role="img"'
            f' viewBox="0 0 {width:g} {layout.height:g}">',
            f"<title>How the data of {escape(domain)} flows</title>",
            f"<style>{STYLE}</style>",
            '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4"'
            ' markerWidth="6" markerHeight="6" orient="auto">'
            '<path d="M0 0 8 4 0 8Z"/></marker></defs>',
            *shapes,
            "</svg>\n",
        ]
    )


def rooms_of(nodes: Mapping[str, Mapping[str, Any]], domain: str) -> dict[str, str]:
    """Return the rooms of the models and seeds of the domain, or of all at once."""
    rooms = {}
    for node in nodes.values():
        if node["resource_type"] not in ("model", "seed"):
            continue
        owner, _, table = node["name"].partition("__")
        if owner.split("_")[-1] not in (domain, "evaluation"):
            continue
        room = "seeds" if node["resource_type"] == "seed" else node["fqn"][1]
        if room == "intermediate" and table in CONTRACT:
            room = "contract"
        rooms[node["name"]] = room
    return dict(sorted(rooms.items()))


def without_shortcuts(reads: Mapping[str, set[str]]) -> dict[str, list[str]]:
    """Leave out what is also read by way of others."""
    behind: dict[str, set[str]] = {}

    def all_behind(name: str) -> set[str]:
        if name not in behind:
            behind[name] = reads[name].union(*map(all_behind, reads[name]))
        return behind[name]

    return {
        name: sorted(read - set().union(*map(all_behind, read)))
        for name, read in reads.items()
    }


def laid_out(rooms: Mapping[str, str], reads: Mapping[str, list[str]]) -> Layout:
    """Give every box its place, column by column."""
    sizes = {room: list(rooms.values()).count(room) for room in rooms.values()}
    height = max(
        sum(HEADING + sizes.get(room, 0) * ROW_PITCH for room in column) + 8
        for column in COLUMNS
    )
    places: dict[str, Place] = {}
    bands = {}
    for number, column in enumerate(COLUMNS):
        top = 0.0
        for room in column:
            is_last = room == list(column)[-1]
            needed = HEADING + sizes.get(room, 0) * ROW_PITCH + 8
            bottom = height if is_last else top + needed - 8
            # The only room of a column has its boxes in the middle.
            spare = (height - needed) / 2 if len(column) == 1 else 0
            x = number * COLUMN_PITCH + COLUMN_WIDTH / 2
            members = [name for name in rooms if rooms[name] == room]
            for row, name in enumerate(in_order(members, reads, places)):
                y = top + HEADING + spare + (row + 0.5) * ROW_PITCH
                places[name] = Place(number, x, y)
            bands[room] = (number, top, bottom)
            top = bottom + 8
    return Layout(places, bands, height)


def in_order(
    members: list[str], reads: Mapping[str, list[str]], places: Mapping[str, Place]
) -> list[str]:
    """Sort the boxes of a room: next to what they read, and never above it."""

    def steps_behind(name: str) -> int:
        """How many of the room follow one upon the other from here."""
        following = [other for other in members if name in reads[other]]
        return 1 + max(map(steps_behind, following), default=0)

    ordered: list[str] = []

    def urgency(name: str) -> tuple[float, float, int, str]:
        inside = [ordered.index(read) for read in reads[name] if read in ordered]
        outside = [places[read].y for read in reads[name] if read in places]
        height = sum(outside) / len(outside) if outside else 0
        return (
            -max(inside, default=-1),
            0 if inside else height,
            -steps_behind(name),
            name,
        )

    waiting = set(members)
    while waiting:
        ready = [name for name in waiting if not waiting.intersection(reads[name])]
        ordered.append(min(ready, key=urgency))
        waiting.discard(ordered[-1])
    return ordered


def paths(reads: Mapping[str, list[str]], places: Mapping[str, Place]) -> Iterator[str]:
    """Draw the arrows."""
    lanes: dict[tuple[int, float], list[str]] = {}
    for name, place in sorted(places.items(), key=lambda item: item[1]):
        for read in sorted(reads[name], key=lambda read: places[read]):
            start = places[read]
            if start.column != place.column:
                yield across(read, start, place, places, lanes)
            elif place.y - start.y == ROW_PITCH:
                top, bottom = start.y + BOX_HEIGHT / 2, place.y - BOX_HEIGHT / 2
                yield f"M{place.x:g} {top:g}V{bottom:g}"
            else:
                left = place.x - BOX_WIDTH / 2
                bend = left - min(8 + (place.y - start.y) / 8, 38)
                yield (
                    f"M{left:g} {start.y:g}C{bend:g} {start.y:g}"
                    f" {bend:g} {place.y:g} {left:g} {place.y:g}"
                )


def across(
    name: str,
    start: Place,
    end: Place,
    places: Mapping[str, Place],
    lanes: dict[tuple[int, float], list[str]],
) -> str:
    """Draw an arrow to another column: between the boxes of the columns in between."""
    x, y = start.x + BOX_WIDTH / 2, start.y
    drawn = f"M{x:g} {y:g}"

    def curve_to(to_x: float, to_y: float) -> str:
        middle = (x + to_x) / 2
        return f"C{middle:g} {y:g} {middle:g} {to_y:g} {to_x:g} {to_y:g}"

    for column in range(start.column + 1, end.column):
        inside = sorted(place.y for place in places.values() if place.column == column)
        gaps = [y - ROW_PITCH / 2 for y in inside] + [inside[-1] + ROW_PITCH / 2]
        share = (column - start.column) / (end.column - start.column)
        wanted = start.y + share * (end.y - start.y)
        gap = min(gaps, key=lambda gap: (abs(gap - wanted), gap))
        lane = lanes.setdefault((column, gap), [])
        if name not in lane:
            lane.append(name)
        to_y = gap + LANE_PITCH * (lane.index(name) - 1 / 2)
        left = column * COLUMN_PITCH + (COLUMN_WIDTH - BOX_WIDTH) / 2
        drawn += curve_to(left, to_y)
        x, y = left + BOX_WIDTH, to_y
        drawn += f"H{x:g}"
    return drawn + curve_to(end.x - BOX_WIDTH / 2, end.y)


def band(room: str, column: int, top: float, bottom: float) -> str:
    """Draw a room with its title."""
    title, what = COLUMNS[column][room]
    left = column * COLUMN_PITCH
    return (
        f'<rect class="room" x="{left:g}" y="{top:g}" width="{COLUMN_WIDTH}"'
        f' height="{bottom - top:g}" rx="6"/>'
        f'<text class="title" x="{left + 8:g}" y="{top + 22:g}">{title}</text>'
        f'<text class="what" x="{left + 8:g}" y="{top + 40:g}">{what}</text>'
    )


def box(name: str, room: str, place: Place) -> str:
    """Draw a model: in staging with its kind, elsewhere by the name of its table."""
    prefix, _, table = name.partition("__")
    label = f"{prefix.split('_')[0]} {table}" if room == "staging" else table
    return (
        f'<rect class="{room}" x="{place.x - BOX_WIDTH / 2:g}"'
        f' y="{place.y - BOX_HEIGHT / 2:g}" width="{BOX_WIDTH}"'
        f' height="{BOX_HEIGHT}" rx="5"/>'
        f'<text class="name" x="{place.x:g}" y="{place.y + 4:g}">'
        f"{escape(label)}</text>"
    )
