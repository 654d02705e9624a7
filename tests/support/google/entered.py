"""What a cell makes of a value: as it is (RAW), as if typed (USER_ENTERED), or as its kind says (ExtendedValue)."""

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from tests.support.google import formulas
from tests.support.google.cells import LONGEST, Cell, Value
from tests.support.google.errors import refused

NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
WON = re.compile(r"[₩￦]\s*([+-]?[\d,]+(?:\.\d+)?)")
PERCENT = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*%")
DAY = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})\.?(?:\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?")
SHORT_DAY = re.compile(r"(\d{1,2})[-/](\d{1,2})")
CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
MOST = sys.float_info.max
EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet's date has no zone


@dataclass
class Hand:
    """Who puts it in: `formulas` grows by every formula that this hand had the sheet run."""

    year: Callable[[], int] = lambda: 2025
    formulas: list[str] = field(default_factory=list)


def raw(value: object, cell: Cell) -> Cell:
    """Text stays text, whatever it looks like; blank text is a blank cell. Raises ApiError."""
    return cell.holding(_plain(value))


def typed(value: object, cell: Cell, hand: Hand) -> Cell:
    """As a hand in front of the screen has it. A cell whose format is plain text takes everything as it is."""
    plain = _plain(value)
    if not isinstance(plain, str) or _format_type(cell) == "TEXT":
        return raw(value, cell)
    if plain.startswith("'"):
        return raw(plain[1:], cell)
    if plain.startswith("=") and len(plain) > 1:
        return formula(plain, cell, hand)
    if found := _understood(plain.strip(), hand.year()):
        return _formatted(cell.holding(_plain(found[0])), found[1])
    if plain.startswith("+"):
        return formula(f"={plain}", cell, hand)
    return raw(plain, cell)


def formula(text: str, cell: Cell, hand: Hand) -> Cell:
    hand.formulas.append(text)
    return cell.holding(_plain(formulas.result(text)), text)


def extended(value: Mapping[str, Any] | None, cell: Cell, hand: Hand) -> Cell:
    """Google's ExtendedValue: `{"stringValue": …}` and its kin; None is blank. Raises ApiError."""
    if not value:
        return cell.holding(None)
    if len(value) != 1:
        raise refused("A value must be of exactly one kind.")
    ((kind, held),) = value.items()
    if kind == "formulaValue":
        return formula(str(_of_type(held, str)), cell, hand)
    kinds: dict[str, type] = {"stringValue": str, "boolValue": bool, "numberValue": float}
    if kind not in kinds:
        raise refused(f'Unknown name "{kind}": Cannot find field.')
    return raw(_of_type(held, kinds[kind]), cell)


def _of_type(value: object, kind: type) -> object:
    fits = isinstance(value, kind) or (kind is float and type(value) is int)
    if not fits:
        raise refused(f"Invalid value: {value!r}")
    return value


def _plain(value: object) -> Value:
    """Raises ApiError for what no cell can hold."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        if not abs(value) <= MOST:
            raise refused(f"Invalid value: {value!r}")
        return _number(value)
    if not isinstance(value, str):
        raise refused(f"Invalid values: {value!r}")
    if len(value) > LONGEST:
        raise refused(f"Your input contains more than the maximum of {LONGEST} characters in a single cell.")
    return value.encode(errors="replace").decode() or None


def _number(value: float) -> int | float:
    """A sheet keeps fifteen digits of a number: an id or a time in microseconds, with sixteen, loses its last one."""
    double = float(f"{float(value):.15g}")
    return int(double) if double.is_integer() and abs(double) < 2**63 else double


def _understood(text: str, year: int) -> tuple[float | bool, str] | None:
    """The value and the format that comes with it; None for what stays text."""
    if text.upper() in {"TRUE", "FALSE"}:
        return text.upper() == "TRUE", ""
    if NUMBER.fullmatch(text):
        return float(text), ""
    if GROUPED.fullmatch(text):
        return float(text.replace(",", "")), "NUMBER"
    if found := WON.fullmatch(text):
        return float(found[1].replace(",", "")), "CURRENCY"
    if found := PERCENT.fullmatch(text):
        return float(found[1]) / 100, "PERCENT"
    return _moment(text, year)


def _moment(text: str, year: int) -> tuple[float, str] | None:
    """`1-2` is the second of January, as many have found out."""
    try:
        if found := DAY.fullmatch(text):
            numbers = [int(part or 0) for part in found.groups()]
            return serial(datetime(*numbers)), "DATE_TIME" if found[4] else "DATE"  # type: ignore[arg-type]  # noqa: DTZ001
        if found := SHORT_DAY.fullmatch(text):
            return serial(date(year, int(found[1]), int(found[2]))), "DATE"
        if found := CLOCK.fullmatch(text):
            at = time(*[int(part or 0) for part in found.groups()])  # type: ignore[arg-type]
            return (at.hour * 3600 + at.minute * 60 + at.second) / 86400, "TIME"
    except ValueError:
        return None
    return None


def serial(moment: date | datetime) -> float:
    """Days since 30 December 1899."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    return (moment - EPOCH).total_seconds() / 86400


PATTERNS = {
    "NUMBER": "#,##0",
    "CURRENCY": "[$₩]#,##0",
    "PERCENT": "0%",
    "DATE": "yyyy-mm-dd",
    "DATE_TIME": "yyyy-mm-dd hh:mm:ss",
    "TIME": "hh:mm:ss",
}


def _formatted(cell: Cell, kind: str) -> Cell:
    """The format that was typed along, unless the cell has one of its own."""
    if not kind or _format_type(cell):
        return cell
    return cell._replace(format={**(cell.format or {}), "numberFormat": {"type": kind, "pattern": PATTERNS[kind]}})


def _format_type(cell: Cell) -> str:
    return str((cell.format or {}).get("numberFormat", {}).get("type", ""))
