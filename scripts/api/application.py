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
from collections.abc import Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import anyio.to_thread
import uvicorn
from fastapi import Depends, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.security import APIKeyHeader
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from scripts.api.live import LiveWarehouse
from scripts.api.observing import JsonLines, Metrics, Observer
from scripts.api.shapes import (
    Domain,
    Excluded,
    Filters,
    Health,
    History,
    ItemId,
    ItemIds,
    Items,
    K,
    Offset,
    Popular,
    Recommendations,
    Similar,
    UserId,
    answers,
    bounded,
)
from scripts.common.paths import database_path
from scripts.warehouse import (
    InvalidArgumentError,
    UnavailableError,
    UnknownNameError,
    WarehouseError,
    bodies,
)
from scripts.warehouse.asking import of_commas

# As many look-ups at once keep two cores busy; more only wait for each other.
THREADS = 8

log = logging.getLogger("recmart")


@dataclass(frozen=True)
class Settings:
    """What the environment says."""

    database: Path
    host: str = "127.0.0.1"
    port: int = 8000
    domain: str = ""
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


GivenKey = Annotated[
    str | None, Depends(APIKeyHeader(name="X-API-Key", auto_error=False))
]


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

    def endpoint(answer: type[BaseModel], *problems: int) -> Callable:
        """Make an endpoint of a function, under its name."""

        def add(function: Callable[..., Response]) -> Callable[..., Response]:
            responses = answers(answer, *problems, 422, 503, *denied)
            path = f"/{function.__name__}"
            return app.get(path, dependencies=guard, responses=responses)(function)

        return add

    def answered(
        body: Callable[..., dict[str, Any]], domain: str | None, *who: str, **asked: Any
    ) -> Response:
        """Ask the newest build."""
        with live.reading() as held:
            warehouse = held.warehouse
            domain = warehouse.domain(domain or settings.domain)
            answer = body(warehouse, domain, *who, **asked)
        return Response(
            json.dumps(answer, ensure_ascii=False, separators=(",", ":")),
            media_type="application/json",
            headers={"Recmart-Build": held.build},
        )

    @app.get("/health", responses=answers(Health))
    def health() -> Response:
        """Say that the server is there, whether or not there is a warehouse."""
        return JSONResponse({"status": "ok"})

    @endpoint(Popular, 400, 404)
    def popular(
        filters: Filters,
        exclude: Excluded,
        k: K = 10,
        offset: Offset = 0,
        domain: Domain = None,
    ) -> Response:
        """The most popular items."""
        part = {"k": k, "filters": filters, "exclude": exclude, "offset": offset}
        return answered(bodies.popular, domain, **part)

    @endpoint(Recommendations, 400, 404)
    def recommendations(
        user_id: UserId,
        filters: Filters,
        exclude: Excluded,
        k: K = 10,
        offset: Offset = 0,
        domain: Domain = None,
        items: Items = [],  # noqa: B006 - never changed
        item_id: ItemIds = [],  # noqa: B006
    ) -> Response:
        """Items for a user: the list of the build, or one scored on the spot."""
        part = {"k": k, "filters": filters, "exclude": exclude, "offset": offset}
        liked = bounded([*of_commas(items), *item_id], "items")
        return answered(bodies.recommendations, domain, user_id, items=liked, **part)

    @endpoint(Similar, 400, 404)
    def similar(
        item_id: ItemId,
        filters: Filters,
        exclude: Excluded,
        k: K = 10,
        offset: Offset = 0,
        domain: Domain = None,
    ) -> Response:
        """What goes best with an item."""
        part = {"k": k, "filters": filters, "exclude": exclude, "offset": offset}
        return answered(bodies.similar, domain, item_id, **part)

    @endpoint(History, 400, 404)
    def history(
        user_id: UserId, m: K = 10, offset: Offset = 0, domain: Domain = None
    ) -> Response:
        """A user's latest items."""
        return answered(bodies.history, domain, user_id, m=m, offset=offset)

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
