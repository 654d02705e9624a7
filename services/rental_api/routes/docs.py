"""`/openapi.json` from the code and `/docs` to read it; Swagger UI comes from its pip package, not from a CDN."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from apiflask import APIBlueprint, APIFlask
from flask import Response, send_from_directory

_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>F-BOX API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css"><div id="ui"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script>SwaggerUIBundle({url: "/openapi.json", dom_id: "#ui"})</script></html>"""


def routes(app: APIFlask) -> APIBlueprint:
    bp = APIBlueprint("docs", __name__, enable_openapi=False)

    @bp.get("/openapi.json")
    def openapi() -> Any:  # noqa: ANN401 - JSON
        return app.spec

    @bp.get("/docs")
    def page() -> str:
        return _PAGE

    @bp.get("/docs/<name>")
    def asset(name: str) -> Response:
        return send_from_directory(_assets(), name)

    return bp


def _assets() -> Path:
    spec = find_spec("swagger_ui_bundle")
    homes = [] if spec is None else list(spec.submodule_search_locations or [])
    return next(Path(homes[0]).glob("vendor/swagger-ui-*"))
