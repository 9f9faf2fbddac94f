"""What is asked and what is answered, as `/docs` describes it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, Query
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from scripts.warehouse.asking import grouped, many_ids, of_commas

MAX_K = 1000
MAX_OFFSET = 100_000
MAX_ITEMS = 500
MAX_VALUES = 50


class Titled(BaseModel):
    """What tells one item from others."""

    item_id: str
    title: str | None


class Item(Titled):
    """An item of a list, with the reason why it is there."""

    score: float
    source: str
    reason: str
    attributes: dict[str, str | None]


class SimilarItem(Item):
    """An item that goes with another."""

    users_in_common: int


class PastItem(Titled):
    """An item that a user had to do with."""

    occurred_at: str | None
    event_type: str | None
    interactions: int
    watch_seconds: float | None = None


class Popular(BaseModel):
    """The most popular items, the best first."""

    k: int
    items: list[Item]


class Trending(BaseModel):
    """The items that rise, the surest first."""

    k: int
    items: list[Item]


class Ranked(BaseModel):
    """Given items in a user's order."""

    user_id: str
    items: list[Item]


class Reached(BaseModel):
    """Somebody who wants an item."""

    user_id: str
    place_in_list: int
    score: float
    source: str
    reason: str


class Audience(Titled):
    """Who wants an item, those in whose lists it stands highest first."""

    k: int
    users: list[Reached]


class Recommendations(BaseModel):
    """A user's list; `fallback_used` where nothing is known of the user."""

    user_id: str
    k: int
    items: list[Item]
    fallback_used: bool


class Similar(Titled):
    """What goes best with an item."""

    k: int
    items: list[SimilarItem]


class History(BaseModel):
    """A user's latest items, the newest first."""

    user_id: str
    m: int
    items: list[PastItem]


class Health(BaseModel):
    """The server is there."""

    status: str


class Problem(BaseModel):
    """What is wrong, in a sentence."""

    detail: str


ITEM = {
    **{"item_id": "i2", "title": "Family Show B", "score": 0.84, "source": "similar"},
    "reason": "similar to Drama Series A, which you watched",
    "attributes": {"content_type": "tv", "genre": "family"},
}
LIKED = {"item_id": "i1", "title": "Drama Series A"}
USED = {"occurred_at": "2025-01-01T10:00:00", "event_type": "play", "interactions": 3}
EXAMPLES: dict[type[BaseModel], dict[str, Any]] = {
    Health: {"status": "ok"},
    Popular: {"k": 1, "items": [ITEM]},
    Trending: {
        "k": 1,
        "items": [
            {
                **ITEM,
                **{"score": 2.5, "source": "trending"},
                "reason": "24 events in the last 7 days, 8 in the 7 before",
            }
        ],
    },
    Ranked: {"user_id": "u1", "items": [ITEM]},
    Audience: {
        **{"item_id": "i2", "title": "Family Show B", "k": 1},
        "users": [
            {
                **{"user_id": "u1", "place_in_list": 1, "score": 0.84},
                **{"source": "similar", "reason": ITEM["reason"]},
            }
        ],
    },
    Recommendations: {"user_id": "u1", "k": 1, "items": [ITEM], "fallback_used": False},
    Similar: {**LIKED, "k": 1, "items": [{**ITEM, "users_in_common": 7}]},
    History: {"user_id": "u1", "m": 1, "items": [{**LIKED, **USED}]},
}
PROBLEMS = {
    400: "The request makes no sense here.",
    401: "The API key is missing or wrong.",
    404: "There is no such domain, item or attribute.",
    422: "A parameter is missing or out of bounds.",
    503: "There is no warehouse yet.",
}


def answers(model: type[BaseModel], *problems: int) -> dict[int, dict[str, Any]]:
    """Describe what an endpoint may answer."""
    example = {"application/json": {"example": EXAMPLES[model]}}
    return {
        200: {"model": model, "content": example},
        **{
            status: {"model": Problem, "description": PROBLEMS[status]}
            for status in problems
        },
    }


def text(description: str, example: str) -> Any:
    """Describe a parameter of text."""
    return Query(
        description=description,
        min_length=1,
        max_length=200,
        pattern=SOMETHING,
        examples=[example],
    )


def values(description: str, example: str) -> Any:
    """Describe the values of an attribute."""
    return Query(
        description=f"{description} Several mean any of them.",
        max_length=MAX_VALUES,
        examples=[[example]],
    )


def commas(description: str) -> Any:
    """Describe ids that are separated by commas."""
    return Query(description=description, max_length=MAX_VALUES, examples=[["i1,i2"]])


def one_by_one(most: int) -> Any:
    """Describe the same ids, one by one."""
    return Query(
        description="The same, one by one, for ids with commas in them.",
        max_length=most,
        examples=[["i1"]],
    )


# What some that read patterns take for a blank, and some do not, is none that counts.
BLANKS = r"\s\x1c-\x1f\x85\ufeff"
# At least one character that is no blank.
SOMETHING = rf"[^{BLANKS}]"
NAME = rf"^[^=]*[^={BLANKS}][^=]*="
Value = Annotated[str, Query(min_length=1, max_length=200, pattern=SOMETHING)]
PAIR = rf"{NAME}[\s\S]*{SOMETHING}"
LIMIT = rf"{NAME}[ \t]*[1-9][0-9]{{0,3}}[ \t]*$"
# What somebody reads who asked for something else.
OF_PATTERN = {
    SOMETHING: "String should hold more than blanks",
    PAIR: "String should be of the form NAME=VALUE",
    LIMIT: "String should be of the form NAME=NUMBER, with a number from 1 to 9999",
}
Pair = Annotated[str, Query(max_length=400, pattern=PAIR)]

Domain = Annotated[
    str | None,
    text("Whose items; the server's own domain where none is named.", "streaming"),
]
UserId = Annotated[str, text("The user.", "u1")]
ItemId = Annotated[str, text("The item.", "i1")]
K = Annotated[int, Query(ge=1, le=MAX_K, description="How many.", examples=[5])]
Offset = Annotated[
    int,
    Query(
        ge=0,
        le=MAX_OFFSET,
        description="After how many of the list to begin: k for the second page.",
        examples=[10],
    ),
]
Items = Annotated[
    list[str],
    commas(
        "Items that the user likes, separated by commas: the list is then scored on the"
        " spot, from these alone."
    ),
]
Given = Annotated[list[str], commas("Items to put in order, separated by commas.")]
ItemIds = Annotated[list[str], one_by_one(MAX_ITEMS)]


async def filters_of(
    content_type: Annotated[
        list[Value], values("Only items of this content type.", "tv")
    ] = [],  # noqa: B006 - never changed
    genre: Annotated[list[Value], values("Only items of this genre.", "drama")] = [],  # noqa: B006
    filter: Annotated[  # noqa: A002 - the parameter's name
        list[Pair],
        values(
            "Only items with this value of any attribute, as NAME=VALUE.", "genre=drama"
        ),
    ] = [],  # noqa: B006
) -> dict[str, list[str]]:
    """Collect the attributes that items are to have, and their values.

    This and the other dependencies are `async` so as not to wait for a thread.
    """
    pairs = [pair.partition("=") for pair in filter]
    return grouped(
        [
            *(("content_type", value) for value in content_type),
            *(("genre", value) for value in genre),
            *((name, value) for name, _, value in pairs),
        ]
    )


async def most_per_value(
    most_per: Annotated[
        list[Annotated[str, Query(max_length=210, pattern=LIMIT)]],
        values(
            "At most so many items with one value of an attribute, as NAME=NUMBER.",
            "genre=2",
        ),
    ] = [],  # noqa: B006
) -> dict[str, list[str]]:
    """Collect how many items may share a value of an attribute."""
    pairs = [pair.partition("=") for pair in most_per]
    return grouped((name, most.strip()) for name, _, most in pairs)


async def excluded(
    exclude: Annotated[
        list[str], commas("Items to leave out, separated by commas.")
    ] = [],  # noqa: B006
    exclude_id: Annotated[list[str], one_by_one(MAX_VALUES)] = [],  # noqa: B006
) -> list[str]:
    """Collect the items to leave out."""
    return bounded([*of_commas(exclude), *exclude_id], "exclude")


def bounded(given: list[str], name: str) -> list[str]:
    """Refuse more ids than one request may have."""
    ids = many_ids(given)
    if len(ids) > MAX_ITEMS:
        raise HTTPException(
            422, f"{name}: at most {MAX_ITEMS} items, not {len(ids):,}."
        )
    return ids


Filters = Annotated[dict[str, list[str]], Depends(filters_of)]
Excluded = Annotated[list[str], Depends(excluded)]
MostPer = Annotated[dict[str, list[str]], Depends(most_per_value)]


async def part_of_list(
    filters: Filters,
    exclude: Excluded,
    most_per: MostPer,
    k: K = 10,
    offset: Offset = 0,
) -> dict[str, Any]:
    """Collect which part of a list is asked for."""
    return {
        **{"k": k, "filters": filters, "exclude": exclude},
        **{"offset": offset, "most_per": most_per},
    }


Part = Annotated[dict[str, Any], Depends(part_of_list)]
