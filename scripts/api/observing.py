"""Seeing what the server does: figures for Prometheus, logs in lines of JSON."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import generate_latest

HEADERS = [(b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff")]

log = logging.getLogger("recmart")


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
                message["headers"] = with_headers(message.get("headers", []))
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


def with_headers(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Add to an answer that nobody is to keep it, nor to take it for something else.

    Lists are personal, and go with the build.
    """
    headers = list(headers)
    names = {name.lower() for name, _ in headers}
    return headers + [pair for pair in HEADERS if pair[0] not in names]


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
