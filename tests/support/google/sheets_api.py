"""The calls of the Sheets API, each on one spreadsheet."""

import json
from typing import Any

from tests.support.google import metadata, reading, requests, writing
from tests.support.google.book import Book
from tests.support.google.errors import refused
from tests.support.google.reading import Query
from tests.support.google.requests.scene import Scene
from tests.support.google.routes import Route


def read(book: Book, route: Route, query: Query, email: str, url: str) -> str:
    """JSON. Raises ApiError."""
    if route.call == "values.batchGet":
        return reading.batch_get(book, query)
    if route.call == "values.get":
        return reading.get(book, route.range, query)
    return json.dumps(metadata.get(book, query, email, url), ensure_ascii=False)


def write(scene: Scene, route: Route, query: Query, body: object, url: str) -> str:
    """Changes the scene's draft; on ApiError it is to be thrown away."""
    if not isinstance(body, dict):
        raise refused("Invalid JSON payload received.")
    answer = _written(scene, route, query, body)
    if body.get("includeSpreadsheetInResponse"):
        whole = {
            "ranges": body.get("responseRanges", []),
            "includeGridData": [str(body.get("responseIncludeGridData"))],
        }
        answer["updatedSpreadsheet"] = metadata.get(scene.book, whole, scene.email, url)
    return json.dumps(answer, ensure_ascii=False)


def _written(scene: Scene, route: Route, query: Query, body: dict[str, Any]) -> dict[str, Any]:
    book_id = scene.book.id
    match route.call:
        case "spreadsheets.batchUpdate":
            return {"spreadsheetId": book_id, "replies": requests.apply(scene, body)}
        case "values.batchUpdate":
            return writing.batch_update(scene, body)
        case "values.update":
            return writing.update(scene, route.range, query, body)
        case "values.append":
            return writing.append(scene, route.range, query, body)
        case "values.clear":
            return {"spreadsheetId": book_id, "clearedRange": writing.clear(scene, [route.range])[0]}
    return {"spreadsheetId": book_id, "clearedRanges": writing.clear(scene, body.get("ranges", []))}
