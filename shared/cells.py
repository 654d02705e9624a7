"""A cell of the workbook as text, the one form in which the ledger and the workbook compare what it holds."""

import json
from collections.abc import Mapping

Readable = str | int | float | bool | Mapping[str, int] | None


def as_text(value: Readable) -> str:
    """`TRUE`, `15000` (also of 15000.0), `{"top":1}`, text without blanks around it; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, Mapping):
        return json.dumps(dict(value), separators=(",", ":"), sort_keys=True)
    return str(value).strip()
