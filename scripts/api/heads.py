"""Answers to HEAD, which load balancers and monitors ask with."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any


class Heads:
    """Answers HEAD as GET, without the body."""

    def __init__(self, app: Callable[..., Awaitable[None]]) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass a request on, HEAD as GET."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def headers_only(message: Any) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        # The server takes the method from its own scope: of HEAD it awaits no body.
        inner = {**scope, "method": "GET"}
        try:
            await self._app(inner, receive, headers_only)
        finally:
            if "route" in inner:  # By which requests are counted.
                scope["route"] = inner["route"]
