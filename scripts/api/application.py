"""Answer over HTTP.

A thin skin on `scripts.warehouse`. It reads one database file, which may be a link: as
soon as the link shows another file, new requests go to that one, and the former is
closed when its last request is done. Nothing is written.
"""

from __future__ import annotations

import hmac
import json
import logging
import os
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import anyio.to_thread
import uvicorn
from fastapi import Depends, FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.security import APIKeyHeader
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from scripts.common.paths import database_path
from scripts.warehouse import (
    InvalidArgumentError,
    UnavailableError,
    UnknownNameError,
    Warehouse,
    WarehouseError,
)

MAX_K = 1000
MAX_ITEMS = 500
# As many look-ups at once keep two cores busy; more only wait for each other.
THREADS = 8
# One core per look-up: for a few rows, sharing the work costs more than it saves.
DUCKDB_SETTINGS = {"threads": 1, "memory_limit": "300MB"}
SECONDS_BETWEEN_TRIES = 1.0

log = logging.getLogger("recmart")

# --------------------------------------------------------------------------------------
# Settings
# --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Settings:
    """What the environment says."""

    database: Path
    host: str = "127.0.0.1"
    port: int = 8000
    domain: str = "streaming"
    api_key: str = ""

    @classmethod
    def of_environment(cls) -> Settings:
        """Read the settings; a port that is none is an error."""
        port = os.environ.get("RECMART_PORT") or str(cls.port)
        if not (port.isascii() and port.isdigit() and int(port) < 65536):
            raise InvalidArgumentError(f"RECMART_PORT={port} is not a port: try 8000")
        return cls(
            database=database_path(),
            host=os.environ.get("RECMART_HOST") or cls.host,
            port=int(port),
            domain=os.environ.get("RECMART_DOMAIN") or cls.domain,
            api_key=os.environ.get("RECMART_API_KEY", ""),
        )


# --------------------------------------------------------------------------------------
# The file that is served
# --------------------------------------------------------------------------------------


class OpenFile:
    """An open warehouse and how many requests are reading it."""

    def __init__(self, database: Path, identity: tuple[int, ...]) -> None:
        file = database.resolve()
        self.build = file.stem if file.stem != database.stem else file.parent.name
        self.identity = identity
        self.warehouse = Warehouse(database, DUCKDB_SETTINGS)
        self.readers = 0


class LiveWarehouse:
    """The warehouse behind a path, whichever file that is at the moment."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._opening = threading.Lock()
        self._current: OpenFile | None = None
        self._next_try = 0.0

    @contextmanager
    def reading(self) -> Iterator[OpenFile]:
        """Hold the newest file open for one request."""
        self._refresh()
        with self._lock:
            held = self._current
            held.readers += 1
        try:
            yield held
        finally:
            with self._lock:
                held.readers -= 1
            self._close_if_left(held)

    def close(self) -> None:
        """Close the file; for the end of the server."""
        with self._lock:
            held, self._current = self._current, None
        if held:
            self._close_if_left(held)

    def _refresh(self) -> None:
        """Open the file that the path shows, if that is not the one that is open.

        One request opens it, others go on with the former one; without a former one
        they wait. A file that cannot be opened leaves the former in its place.
        """
        if self._current and (
            self._identity() in (None, self._current.identity)
            or time.monotonic() < self._next_try
        ):
            return
        if not self._opening.acquire(blocking=self._current is None):
            return
        try:
            identity = self._identity()
            if self._current and identity in (None, self._current.identity):
                return
            opened = OpenFile(self._database, identity or ())
        except WarehouseError as error:
            self._next_try = time.monotonic() + SECONDS_BETWEEN_TRIES
            if not self._current:
                raise
            log.warning("kept the former build", extra={"why": str(error)})
            return
        finally:
            self._opening.release()
        with self._lock:
            former, self._current = self._current, opened
            self._next_try = 0.0
        log.info("opened a build", extra={"build": opened.build})
        if former:
            self._close_if_left(former)

    def _identity(self) -> tuple[int, ...] | None:
        """Return what tells one file from another, none where there is no file."""
        try:
            found = self._database.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino, found.st_mtime_ns

    def _close_if_left(self, held: OpenFile) -> None:
        """Close a file that is not the current one and that nobody reads."""
        with self._lock:
            is_left = held is not self._current and not held.readers
        if is_left:
            held.warehouse.close()


# --------------------------------------------------------------------------------------
# What is asked and answered
# --------------------------------------------------------------------------------------


class Item(BaseModel):
    """An item of a list, with the reason why it is there."""

    item_id: str
    title: str | None
    score: float
    source: str
    reason: str
    attributes: dict[str, str | None]


class SimilarItem(Item):
    """An item that goes with another."""

    users_in_common: int


class PastItem(BaseModel):
    """An item that a user had to do with."""

    item_id: str
    title: str | None
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


class Similar(BaseModel):
    """What goes best with an item."""

    item_id: str
    title: str | None
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


EXAMPLE_ITEM = {
    "item_id": "i2",
    "title": "Family Show B",
    "score": 0.84,
    "source": "similar",
    "reason": "similar to Drama Series A, which you watched",
    "attributes": {"content_type": "tv", "genre": "family"},
}
EXAMPLES: dict[type[BaseModel], dict[str, Any]] = {
    Health: {"status": "ok"},
    Popular: {"k": 1, "items": [EXAMPLE_ITEM]},
    Recommendations: {
        "user_id": "u1",
        "k": 1,
        "items": [EXAMPLE_ITEM],
        "fallback_used": False,
    },
    Similar: {
        "item_id": "i1",
        "title": "Drama Series A",
        "k": 1,
        "items": [{**EXAMPLE_ITEM, "users_in_common": 7}],
    },
    History: {
        "user_id": "u1",
        "m": 1,
        "items": [
            {
                "item_id": "i1",
                "title": "Drama Series A",
                "occurred_at": "2025-01-01T10:00:00",
                "event_type": "play",
                "interactions": 3,
            }
        ],
    },
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

GivenKey = Annotated[
    str | None, Depends(APIKeyHeader(name="X-API-Key", auto_error=False))
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

# --------------------------------------------------------------------------------------
# The application
# --------------------------------------------------------------------------------------


def create_app(settings: Settings) -> FastAPI:
    """Make the application."""
    live = LiveWarehouse(settings.database)
    metrics = Metrics()

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> Any:
        anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
        yield
        live.close()

    app = FastAPI(
        title="recmart",
        version="1",
        description="Recommendations, each with the reason why. All lists come from the"
        " table macros of the warehouse, as SQL clients see them.",
        lifespan=lifespan,
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    guard = [Depends(key_check(settings.api_key))] if settings.api_key else []
    denied = [401] if settings.api_key else []

    def answered(
        ask: Callable[[Warehouse], dict[str, Any]],
    ) -> Response:
        """Ask the newest build."""
        with live.reading() as held:
            body = ask(held.warehouse)
        return Response(
            json.dumps(body, ensure_ascii=False, separators=(",", ":")),
            media_type="application/json",
            headers={"Recmart-Build": held.build},
        )

    @app.get("/health", responses=answers(Health))
    def health() -> Response:
        """Say that the server is there, whether or not there is a warehouse."""
        return JSONResponse({"status": "ok"})

    @app.get(
        "/popular",
        dependencies=guard,
        responses=answers(Popular, 404, 422, 503, *denied),
    )
    def popular(
        filters: Filters, k: K = 10, domain: Domain = settings.domain
    ) -> Response:
        """The most popular items."""
        return answered(
            lambda warehouse: {"k": k, "items": warehouse.popular(domain, k, filters)}
        )

    @app.get(
        "/recommendations",
        dependencies=guard,
        responses=answers(Recommendations, 400, 404, 422, 503, *denied),
    )
    def recommendations(
        user_id: UserId,
        filters: Filters,
        k: K = 10,
        domain: Domain = settings.domain,
        items: Items = "",
        item_id: ItemIds = [],  # noqa: B006 - never changed
    ) -> Response:
        """Items for a user: the list of the build, or one scored on the spot."""
        liked = [*filter(None, items.split(",")), *item_id]

        def ask(warehouse: Warehouse) -> dict[str, Any]:
            answer = warehouse.recommend(domain, user_id, k, filters, liked)
            return {
                "user_id": user_id,
                "k": k,
                "items": answer.items,
                "fallback_used": answer.fallback_used,
            }

        return answered(ask)

    @app.get(
        "/similar",
        dependencies=guard,
        responses=answers(Similar, 404, 422, 503, *denied),
    )
    def similar(
        item_id: ItemId, k: K = 10, domain: Domain = settings.domain
    ) -> Response:
        """What goes best with an item."""
        return answered(
            lambda warehouse: {
                "item_id": item_id,
                "title": warehouse.title(domain, item_id),
                "k": k,
                "items": warehouse.similar(domain, item_id, k),
            }
        )

    @app.get(
        "/history",
        dependencies=guard,
        responses=answers(History, 404, 422, 503, *denied),
    )
    def history(
        user_id: UserId, m: K = 10, domain: Domain = settings.domain
    ) -> Response:
        """A user's latest items."""
        return answered(
            lambda warehouse: {
                "user_id": user_id,
                "m": m,
                "items": warehouse.history(domain, user_id, m),
            }
        )

    @app.get("/metrics", dependencies=guard, include_in_schema=False)
    def prometheus() -> Response:
        """What the server did, for Prometheus."""
        return Response(metrics.text(), media_type=CONTENT_TYPE_LATEST)

    app.add_exception_handler(WarehouseError, refusal(settings.database))
    app.add_exception_handler(RequestValidationError, of_parameters)
    app.add_middleware(Observer, metrics=metrics)
    return app


def key_check(api_key: str) -> Callable[..., None]:
    """Return a dependency that lets only requests with the key pass."""
    expected = api_key.encode()

    async def check(given: GivenKey) -> None:
        # Headers come as Latin-1, whatever was meant.
        if not hmac.compare_digest((given or "").encode("latin-1"), expected):
            raise HTTPException(
                401,
                "The header X-API-Key is missing or wrong.",
                {"WWW-Authenticate": "APIKey"},
            )

    return check


def refusal(database: Path) -> Callable[[Request, Exception], Response]:
    """Return what answers when the warehouse cannot."""

    def refuse(_: Request, error: Exception) -> Response:
        # Where the file lies is nobody's business.
        detail = {"detail": str(error).replace(str(database), database.name)}
        if isinstance(error, UnavailableError):
            log.error("no answer", extra={"why": str(error)})
            return JSONResponse(detail, 503, {"Retry-After": "5"})
        return JSONResponse(detail, 404 if isinstance(error, UnknownNameError) else 400)

    return refuse


def of_parameters(_: Request, error: RequestValidationError) -> Response:
    """Say in a sentence which parameter is wrong."""
    sentences = []
    for problem in error.errors():
        name = next((str(part) for part in problem["loc"][1:]), "request")
        given = problem.get("input")
        shown = f", not {given!r:.60}" if isinstance(given, str | int) else ""
        sentences.append(f"{name}: {problem['msg']}{shown}.")
    return JSONResponse({"detail": " ".join(sentences)}, 422)


# --------------------------------------------------------------------------------------
# Seeing what it does
# --------------------------------------------------------------------------------------


class Metrics:
    """Counts and times of requests."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self.requests = Counter(
            "recmart_requests",
            "Requests answered.",
            ["path", "status"],
            registry=self._registry,
        )
        self.seconds = Histogram(
            "recmart_request_seconds",
            "Time from a request to its answer.",
            ["path"],
            buckets=(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5),
            registry=self._registry,
        )
        self.in_progress = Gauge(
            "recmart_requests_in_progress",
            "Requests not answered yet.",
            registry=self._registry,
        )

    def text(self) -> bytes:
        """Write them as Prometheus reads them."""
        return generate_latest(self._registry)


class Observer:
    """Counts, times and logs every request."""

    def __init__(self, app: Callable[..., Awaitable[None]], metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass a request on and watch what comes back."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        start = time.perf_counter()
        status = 500

        async def watched(message: Any) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        self._metrics.in_progress.inc()
        try:
            await self._app(scope, receive, watched)
        finally:
            seconds = time.perf_counter() - start
            # Only paths that there are; callers may make up any number of others.
            route = scope.get("route")
            path = getattr(route, "path", "other")
            self._metrics.in_progress.dec()
            self._metrics.requests.labels(path, status).inc()
            self._metrics.seconds.labels(path).observe(seconds)
            log.info(
                "request",
                extra={
                    "method": scope["method"],
                    "path": path,
                    "status": status,
                    "ms": round(seconds * 1000, 2),
                },
            )


class JsonLines(logging.Formatter):
    """One JSON object per line; what was asked about whom stays out of it."""

    KNOWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "color_message"}

    def format(self, record: logging.LogRecord) -> str:
        """Write a record."""
        line = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            **{
                key: value
                for key, value in vars(record).items()
                if key not in self.KNOWN
            },
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def serve() -> int:
    """Serve until interrupted."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    settings = Settings.of_environment()
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
    )
    return 0
