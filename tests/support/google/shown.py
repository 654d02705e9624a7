"""How a cell looks in an answer: formatted as on the screen, plain, or as the formula behind it."""

import re
from datetime import datetime, timedelta

from tests.support.google.cells import Cell, Render
from tests.support.google.entered import EPOCH

DATES = frozenset({"DATE", "DATE_TIME", "TIME"})
ONES_WIDTH = 1e15
"""From here on a screen shows the power of ten, and an answer has a number with a point."""
PART = re.compile(r"yyyy|yy|mm|m|dd|d|hh|h|ss|s|\"[^\"]*\"|.", re.IGNORECASE)
MEANING = {
    "yyyy": "%Y", "yy": "%y", "mm": "%m", "m": "%-m", "dd": "%d", "d": "%-d",
    "hh": "%H", "h": "%-H", "ss": "%S", "s": "%-S",
}  # fmt: skip


def unformatted(cell: Cell) -> str | int | float | bool:
    value = cell.value
    if value is None:
        return ""
    if type(value) is int and abs(value) >= ONES_WIDTH:
        return float(value)
    return value


def formula(cell: Cell) -> str | int | float | bool:
    return cell.formula or unformatted(cell)


def formatted(cell: Cell) -> str:
    value = cell.value
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    kind = (cell.format or {}).get("numberFormat", {})
    return _number(float(value), kind.get("type", ""), kind.get("pattern", ""))


def dated(cell: Cell) -> str | int | float | bool:
    """Plain, but for dates and times: those as on the screen."""
    kind = (cell.format or {}).get("numberFormat", {}).get("type")
    return formatted(cell) if kind in DATES else unformatted(cell)


RENDERS: dict[str, Render] = {
    "FORMATTED_VALUE": formatted,
    "UNFORMATTED_VALUE": unformatted,
    "FORMULA": formula,
}


def _number(value: float, kind: str, pattern: str) -> str:
    if kind in DATES:
        return _moment(value, pattern or {"DATE": "yyyy-mm-dd", "TIME": "hh:mm:ss"}.get(kind, "yyyy-mm-dd hh:mm:ss"))
    if kind == "PERCENT":
        return f"{general(value * 100)}%"
    if kind in {"NUMBER", "CURRENCY"}:
        return _grouped(value, pattern, kind)
    return general(value)


def general(value: float) -> str:
    """Without a format: as many digits as fit."""
    if value.is_integer() and abs(value) < ONES_WIDTH:
        return str(int(value))
    return f"{value:.10g}".replace("e+", "E+").replace("e-", "E-")


def _grouped(value: float, pattern: str, kind: str) -> str:
    decimals = len(re.search(r"\.(0*)", pattern)[1]) if "." in pattern else 0  # type: ignore[index]
    comma = "," if "," in pattern or not pattern else ""
    text = f"{value:{comma}.{decimals}f}"
    return f"₩{text}" if kind == "CURRENCY" else text


def _moment(value: float, pattern: str) -> str:
    try:
        moment = EPOCH + timedelta(seconds=round(value * 86400))
        return _written(moment, pattern)
    except (OverflowError, ValueError):
        return general(value)


def _written(moment: datetime, pattern: str) -> str:
    """`mm` are minutes where hours were named before."""
    made, hours = [], False
    for part in PART.findall(pattern):
        low = part.lower()
        hours = hours or low in {"h", "hh"}
        if hours and low in {"m", "mm"}:
            made.append(moment.strftime("%M"))
        else:
            made.append(moment.strftime(MEANING[low]) if low in MEANING else part.strip('"'))
    return "".join(made)
