"""The page at `/docs`. All that it needs comes from this server."""

from __future__ import annotations

from importlib.resources import files

from fastapi import FastAPI
from fastapi.params import Depends
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.exceptions import HTTPException

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>recmart</title>
<link rel="icon" href="docs/favicon.png">
<link rel="stylesheet" href="docs/swagger-ui.css">
</head>
<body>
<div id="page"></div>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script>
</body>
</html>
"""
START = """SwaggerUIBundle({
    url: "openapi.json",
    dom_id: "#page",
    deepLinking: true,
    validatorUrl: null,
    presets: [SwaggerUIBundle.presets.apis],
});
"""
# A browser asks nobody else, whatever the page would like.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"
)
TYPES = {
    "swagger-ui-bundle.js": "text/javascript",
    "swagger-ui.css": "text/css",
    "favicon.png": "image/png",
}


def describe(app: FastAPI, guard: list[Depends]) -> None:
    """Add the description of the endpoints, for programs and for people."""
    assets = files("fastapi_offline") / "static"

    @app.get("/openapi.json", dependencies=guard, include_in_schema=False)
    async def schema() -> Response:
        return JSONResponse(app.openapi())

    @app.get("/docs", dependencies=guard, include_in_schema=False)
    async def page() -> Response:
        return HTMLResponse(PAGE, headers={"Content-Security-Policy": POLICY})

    @app.get("/docs/{name}", dependencies=guard, include_in_schema=False)
    def asset(name: str) -> Response:
        if name == "start.js":
            return Response(START, media_type="text/javascript")
        if name not in TYPES:
            raise HTTPException(404)
        content = (assets / name).read_bytes()
        return Response(
            content,
            media_type=TYPES[name],
            headers={"Cache-Control": "private, max-age=86400"},
        )
