"""The request findReplace."""

import re
from typing import Any

from tests.support.google import entered, shown
from tests.support.google.errors import refused
from tests.support.google.grid import Sheet
from tests.support.google.requests.scene import Args, Scene, closed, known, number

Reply = dict[str, Any]


def find_replace(scene: Scene, args: Args) -> Reply:
    """In values only; what comes out is entered as if typed."""
    known(
        args, "find", "replacement", "matchCase", "matchEntireCell", "searchByRegex", "includeFormulas",
        "range", "sheetId", "allSheets",
    )  # fmt: skip
    pattern = _pattern(args)
    replies = [_replace_in(scene, pattern, str(args.get("replacement", "")), *area) for area in _where(scene, args)]
    changed, hits = [n for n, _ in replies if n], [n for _, n in replies if n]
    reply = {"sheetsChanged": len(changed), "valuesChanged": sum(changed), "occurrencesChanged": sum(hits)}
    return {"findReplace": {name: count for name, count in reply.items() if count}}


def _pattern(args: Args) -> re.Pattern[str]:
    find = str(args.get("find", ""))
    if not find:
        raise refused("find must not be empty.")
    text = find if args.get("searchByRegex") else re.escape(find)
    whole = rf"\A(?:{text})\Z" if args.get("matchEntireCell") else text
    return re.compile(whole, 0 if args.get("matchCase") else re.IGNORECASE)


def _where(scene: Scene, args: Args) -> list[tuple[Sheet, int, int, int, int]]:
    if "range" in args:
        return [closed(scene.book, args["range"])]
    sheets = scene.book.sheets if args.get("allSheets") else [scene.book.sheet(number(args, "sheetId", 0))]
    return [(sheet, 0, 0, sheet.row_count, sheet.column_count) for sheet in sheets]


def _replace_in(
    scene: Scene, pattern: re.Pattern[str], new: str, sheet: Sheet, top: int, left: int, bottom: int, right: int
) -> tuple[int, int]:
    """How many cells were changed, and how many places in them."""
    cells = hits = 0
    for at in range(top, min(bottom, sheet.used)):
        for column in range(left, min(right, sheet.row(at).filled)):
            cell = sheet.cell(at, column)
            text, found = pattern.subn(lambda _: new, shown.formatted(cell))
            if found and not cell.formula:
                scene.check(sheet, at, column, at + 1, column + 1)
                sheet.change(at, {column: entered.typed(text, cell, scene.hand)})
                cells, hits = cells + 1, hits + found
    return cells, hits
