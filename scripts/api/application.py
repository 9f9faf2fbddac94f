"""Answer over HTTP.

A thin skin on `scripts.warehouse`. It reads one database file, which may be a link: as
soon as the link shows another file, new requests go to that one, and the former is
closed when its last request is done. Nothing is written.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
from collections.abc import Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import anyio.to_thread
import uvicorn
from fastapi import Depends, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from pydantic import BaseModel

from scripts.api.describing import describe
from scripts.api.guarding import AllowedHosts, key_check, only_known
from scripts.api.heads import Heads
from scripts.api.live import LiveWarehouse
from scripts.api.observing import JsonLines, Metrics, Observer
from scripts.api.shapes import (
    OF_PATTERN,
    Audience,
    Domain,
    Given,
    Health,
    History,
    ItemId,
    ItemIds,
    Items,
    K,
    Offset,
    Part,
    Popular,
    Ranked,
    Recommendations,
    Similar,
    Trending,
    UserId,
    answers,
    bounded,
)
from scripts.common.arguments import Parser
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
    """What the environment and the command line say."""

    database: Path
    host: str = "127.0.0.1"
    port: int = 8000
    domain: str = ""
    api_key: str = ""
    allowed_hosts: tuple[str, ...] = ()

    @classmethod
    def of_environment(cls, args: argparse.Namespace) -> Settings:
        """Read the settings; a port that is none is an error."""
        port = args.port or os.environ.get("RECMART_PORT") or str(cls.port)
        if not (port.isascii() and port.isdigit() and int(port) < 65536):
            name = "--port " if args.port else "RECMART_PORT="
            raise InvalidArgumentError(f"{name}{port} is not a port: try 8000")
        hosts = os.environ.get("RECMART_ALLOWED_HOSTS", "").split(",")
        return cls(
            database=Path(args.database) if args.database else database_path(),
            host=args.host or os.environ.get("RECMART_HOST") or cls.host,
            port=int(port),
            domain=args.domain or os.environ.get("RECMART_DOMAIN") or cls.domain,
            api_key=os.environ.get("RECMART_API_KEY", ""),
            allowed_hosts=tuple(filter(None, map(str.strip, hosts))),
        )


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
        # Those of FastAPI are open to all and load their parts from elsewhere.
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        # To where the header Host says.
        redirect_slashes=False,
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    guard = [Depends(key_check(settings.api_key))] if settings.api_key else []
    denied = [401] if settings.api_key else []

    def endpoint(answer: type[BaseModel], *problems: int) -> Callable:
        """Make an endpoint of a function, under its name."""

        def add(function: Callable[..., Response]) -> Callable[..., Response]:
            responses = answers(answer, *problems, 422, 503, *denied)
            path = f"/{function.__name__}"
            checks = [*guard, Depends(only_known(app))]
            return app.get(path, dependencies=checks, responses=responses)(function)

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
    async def health() -> Response:
        """Say that the server is there, whether or not there is a warehouse.

        Without a thread, so that it waits for no other request.
        """
        return JSONResponse({"status": "ok"})

    @endpoint(Popular, 400, 404)
    def popular(part: Part, domain: Domain = None) -> Response:
        """The most popular items."""
        return answered(bodies.popular, domain, **part)

    @endpoint(Trending, 400, 404)
    def trending(part: Part, domain: Domain = None) -> Response:
        """The items that rise most surely."""
        return answered(bodies.trending, domain, **part)

    @endpoint(Ranked, 400, 404)
    def rank(
        user_id: UserId,
        domain: Domain = None,
        items: Given = [],  # noqa: B006 - never changed
        item_id: ItemIds = [],  # noqa: B006
    ) -> Response:
        """Given items in a user's order; what is never recommended comes last."""
        given = bounded([*of_commas(items), *item_id], "items")
        return answered(bodies.rank, domain, user_id, items=given)

    @endpoint(Audience, 400, 404)
    def audience(
        item_id: ItemId, k: K = 10, offset: Offset = 0, domain: Domain = None
    ) -> Response:
        """The users in whose lists an item stands highest."""
        return answered(bodies.audience, domain, item_id, k=k, offset=offset)

    @endpoint(Recommendations, 400, 404)
    def recommendations(
        user_id: UserId,
        part: Part,
        domain: Domain = None,
        items: Items = [],  # noqa: B006 - never changed
        item_id: ItemIds = [],  # noqa: B006
    ) -> Response:
        """Items for a user: the list of the build, or one scored on the spot."""
        liked = bounded([*of_commas(items), *item_id], "items")
        return answered(bodies.recommendations, domain, user_id, items=liked, **part)

    @endpoint(Similar, 400, 404)
    def similar(item_id: ItemId, part: Part, domain: Domain = None) -> Response:
        """What goes best with an item."""
        return answered(bodies.similar, domain, item_id, **part)

    @endpoint(History, 400, 404)
    def history(
        user_id: UserId, m: K = 10, offset: Offset = 0, domain: Domain = None
    ) -> Response:
        """A user's latest items."""
        return answered(bodies.history, domain, user_id, m=m, offset=offset)

    @app.get("/metrics", dependencies=guard, include_in_schema=False)
    async def prometheus() -> Response:
        """What the server did, for Prometheus."""
        return Response(metrics.text(), media_type=CONTENT_TYPE_LATEST)

    app.add_exception_handler(WarehouseError, refusal(settings.database))
    app.add_exception_handler(RequestValidationError, of_parameters)
    describe(app, guard)
    app.add_middleware(Heads)
    if settings.allowed_hosts:
        app.add_middleware(AllowedHosts, hosts=settings.allowed_hosts)
    app.add_middleware(Observer, metrics=metrics)
    return app


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
        pattern = problem.get("ctx", {}).get("pattern")
        sentences.append(f"{name}: {OF_PATTERN.get(pattern, problem['msg'])}{shown}.")
    return JSONResponse({"detail": " ".join(sentences)}, 422)


def make_parser() -> Parser:
    """Describe the command line."""
    parser = Parser(
        description="Answer over HTTP.",
        epilog="What is not said here, the environment says: RECMART_DATABASE,"
        " RECMART_DOMAIN, RECMART_HOST, RECMART_PORT; and RECMART_API_KEY,"
        " RECMART_ALLOWED_HOSTS.",
    )
    parser.add_argument("--host", help=f"where to listen (default: {Settings.host})")
    parser.add_argument("--port", help=f"the port (default: {Settings.port})")
    parser.add_argument(
        "--domain",
        help="whose items where a request names none (default: the only domain, else"
        " streaming)",
    )
    parser.add_argument(
        "--database", metavar="FILE", help="the warehouse (default: the project's own)"
    )
    return parser


def serve() -> int:
    """Serve until interrupted."""
    settings = Settings.of_environment(make_parser().parse_args())
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
    )
    return 0
