"""Who may ask, under which name of the server, and with which parameters."""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Awaitable, Callable, Sequence
from fnmatch import fnmatchcase
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Request
from fastapi.responses import JSONResponse
from fastapi.security import APIKeyHeader
from starlette.exceptions import HTTPException

GivenKey = Annotated[
    str | None, Depends(APIKeyHeader(name="X-API-Key", auto_error=False))
]


def key_check(api_key: str) -> Callable[..., Awaitable[None]]:
    """Return a dependency that lets only requests with the key pass.

    A browser cannot send the header before it has a page, so the key may also come as
    the password of any user.
    """
    expected = api_key.encode()

    async def check(request: Request, given: GivenKey) -> None:
        # Headers come as Latin-1, whatever was meant.
        keys = [(given or "").encode("latin-1"), password(request)]
        if not any(hmac.compare_digest(key, expected) for key in keys):
            raise HTTPException(
                401,
                "The header X-API-Key is missing or wrong.",
                {"WWW-Authenticate": 'Basic realm="recmart", charset="UTF-8"'},
            )

    return check


def password(request: Request) -> bytes:
    """Return the password that a browser sent, if any."""
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return b""
    try:
        return base64.b64decode(given, validate=True).partition(b":")[2]
    except (binascii.Error, ValueError):
        return b""


def only_known(app: FastAPI) -> Callable[..., Awaitable[None]]:
    """Return a dependency that refuses parameters which would be passed over.

    Those that there are not, and those given twice where one value is used.
    """
    parameters: dict[str, dict[str, bool]] = {}

    async def check(request: Request) -> None:
        if not parameters:
            for path, methods in app.openapi()["paths"].items():
                parameters[path] = {
                    one["name"]: one["schema"].get("type") == "array"
                    for one in methods["get"].get("parameters", [])
                    if one["in"] == "query"
                }
        known = parameters[request.scope["route"].path]
        given = [name for name, _ in request.query_params.multi_items()]
        for name in dict.fromkeys(given):
            if name not in known:
                raise HTTPException(
                    422,
                    f"{name:.60}: no such parameter; there are"
                    f" {', '.join(sorted(known))}.",
                )
            if given.count(name) > 1 and not known[name]:
                raise HTTPException(
                    422, f"{name}: given {given.count(name)} times, where one counts."
                )

    return check


class AllowedHosts:
    """Refuses requests under other names of the server, but for its health."""

    def __init__(
        self, app: Callable[..., Awaitable[None]], hosts: Sequence[str]
    ) -> None:
        self._app = app
        self._hosts = [host.lower() for host in hosts]

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass on what comes under one of the names."""
        if scope["type"] == "http" and scope["path"] != "/health":
            given = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
            if not any(fnmatchcase(host_of(given), host) for host in self._hosts):
                refused = JSONResponse({"detail": "No such host here."}, 400)
                await refused(scope, receive, send)
                return
        await self._app(scope, receive, send)


def host_of(given: str) -> str:
    """Return the name in a header Host, without the port."""
    name, colon, port = given.lower().rpartition(":")
    return name if colon and port.isdigit() and name else given.lower()
