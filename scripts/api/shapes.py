"""What is asked and what is answered, as `/docs` describes it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, Query
from pydantic import BaseModel

MAX_K = 1000
MAX_ITEMS = 500


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


class Popular(BaseModel):
    """The most popular items, the best first."""

    k: int
    items: list[Item]


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
        description=description, min_length=1, max_length=200, examples=[example]
    )


Domain = Annotated[str, text("Whose items.", "streaming")]
UserId = Annotated[str, text("The user.", "u1")]
ItemId = Annotated[str, text("The item.", "i1")]
K = Annotated[int, Query(ge=1, le=MAX_K, description="How many.", examples=[5])]
ContentType = Annotated[str | None, text("Only items of this content type.", "tv")]
Genre = Annotated[str | None, text("Only items of this genre.", "drama")]
Filter = Annotated[
    list[Annotated[str, Query(pattern=r"^[^=]+=[\s\S]+$", max_length=200)]],
    Query(
        description="Only items with this value of any attribute, as NAME=VALUE.",
        examples=[["genre=drama"]],
        max_length=10,
    ),
]
Items = Annotated[
    str,
    Query(
        description="Items that the user likes, separated by commas: the list is then"
        " scored on the spot, from these alone.",
        max_length=20_000,
        pattern=rf"^[^,]*(,[^,]*){{0,{MAX_ITEMS - 1}}}$",
        examples=["i1,i2"],
    ),
]
ItemIds = Annotated[
    list[str],
    Query(
        description="The same, one by one, for ids with commas in them.",
        max_length=MAX_ITEMS,
        examples=[["i1"]],
    ),
]


async def filters_of(
    content_type: ContentType = None,
    genre: Genre = None,
    filter: Filter = [],  # noqa: A002, B006 - the parameter's name; never changed
) -> dict[str, str | None]:
    """Collect the attributes that items are to have.

    This and the check of the key are `async` so as not to wait for a thread.
    """
    pairs = (pair.partition("=") for pair in filter)
    return {
        "content_type": content_type,
        "genre": genre,
        **{name: value for name, _, value in pairs},
    }


Filters = Annotated[dict[str, str | None], Depends(filters_of)]
