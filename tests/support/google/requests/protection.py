"""Protected ranges: who may edit what. The spreadsheet's owner may always, and he is no client of the API."""

from dataclasses import replace
from typing import Any

from tests.support.google import masks
from tests.support.google.a1 import Area
from tests.support.google.book import Book, Protected
from tests.support.google.errors import refused
from tests.support.google.grid import Dimension
from tests.support.google.requests.scene import Args, Scene, grid_json, grid_range, known, number

Reply = dict[str, Any]
REST = ("description", "warningOnly", "requestingUserCanEdit", "unprotectedRanges", "editors", "namedRangeId")


def add_protected_range(scene: Scene, args: Args) -> Reply:
    """Who adds one may edit it, though he is not named."""
    given = known(known(args, "protectedRange").get("protectedRange"), "range", "protectedRangeId", *REST)
    sheet, area = grid_range(scene.book, given.get("range"))
    sheet.within(area)
    new_id = number(given, "protectedRangeId", scene.book.new_id())
    if any(one.id == new_id for one in scene.book.protected):
        raise refused(f"A protected range with id {new_id} already exists.")
    made = _with(
        Protected(new_id, sheet.id, area), {name: given[name] for name in REST if name in given}, scene.email
    )
    scene.book.protected.append(made)
    return {"addProtectedRange": {"protectedRange": json_of(made, scene.email)}}


def update_protected_range(scene: Scene, args: Args) -> Reply:
    known(args, "protectedRange", "fields")
    given = known(args.get("protectedRange"), "range", "protectedRangeId", *REST)
    mask = masks.fields(args.get("fields"), ("range", *REST))
    old = _find(scene, number(given, "protectedRangeId"))
    made = _with(
        old, masks.merged(old.json, given, {name: mask[name] for name in mask if name != "range"}) or {}, scene.email
    )
    if "range" in mask:
        sheet, area = grid_range(scene.book, given.get("range"))
        sheet.within(area)
        made = replace(made, sheet_id=sheet.id, area=area)
    scene.book.protected[scene.book.protected.index(old)] = made
    return {}


def delete_protected_range(scene: Scene, args: Args) -> Reply:
    scene.book.protected.remove(_find(scene, number(known(args, "protectedRangeId"), "protectedRangeId")))
    return {}


def _find(scene: Scene, range_id: int) -> Protected:
    """Raises ApiError where it is not there or the caller may not touch it."""
    for one in scene.book.protected:
        if one.id == range_id:
            if one.editors is not None and scene.email not in one.editors:
                raise refused("You are trying to edit a protected cell or object.")
            return one
    raise refused(f"No protected range with ID: {range_id}")


def _with(one: Protected, rest: dict[str, Any], email: str) -> Protected:
    if rest.get("warningOnly"):
        return replace(one, json=rest, editors=None)
    named = rest.get("editors", {}).get("users", [])
    return replace(one, json=rest, editors=frozenset({*named, email}))


def json_of(one: Protected, email: str) -> dict[str, Any]:
    may = one.editors is None or email in one.editors
    made: dict[str, Any] = {"protectedRangeId": one.id, "range": grid_json(one.sheet_id, one.area), **one.json}
    if may:
        made["requestingUserCanEdit"] = True
        if one.editors is not None:
            made["editors"] = {"users": sorted(one.editors)}
    return made


def shift(book: Book, sheet_id: int, dimension: Dimension, start: int, change: int) -> None:
    """Protected ranges move with their cells when rows or columns come (`change` above 0) or go; some vanish."""
    kept = []
    for one in book.protected:
        area = one.area if one.sheet_id != sheet_id else _shifted(one.area, dimension, start, change)
        if area:
            kept.append(replace(one, area=area))
    book.protected = kept


def _shifted(area: Area, dimension: Dimension, start: int, change: int) -> Area | None:
    if dimension == "ROWS":
        ends = _ends(area.top, area.bottom, start, change)
        return ends and replace(area, top=ends[0], bottom=ends[1])
    ends = _ends(area.left, area.right, start, change)
    return ends and replace(area, left=ends[0], right=ends[1])


def _ends(first: int, end: int | None, start: int, change: int) -> tuple[int, int | None] | None:
    """None once nothing is left of it."""

    def moved(at: int) -> int:
        if change > 0:
            return at + change if at >= start else at
        return at if at <= start else max(start, at + change)

    new_first = first if first == 0 and change > 0 and end is None else moved(first)
    new_end = None if end is None else moved(end - 1) + 1 if change > 0 else moved(end)
    return None if new_end is not None and new_end <= new_first else (new_first, new_end)
