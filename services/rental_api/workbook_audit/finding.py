"""What an audit can find of one row."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Self

Kind = Literal["differs", "missing", "refill", "unsure", "doubled", "waiting", "explained", "only_there"]
"""`differs`: cells of the system's, or of the owner's that it should have written, hold something else. `missing`:
the workbook lacks the row. `refill`: it lacks so many of a tab that all of them go out again. These are mended.

`unsure`: too much was on its way to tell what a tab lacks. `doubled`: a key stands twice. `waiting`: the owner wrote
something that the ledger has not taken over; `explained`: and he is told why. `only_there`: a row that the ledger
does not know, such as his history from before a ledger restored from a backup, or a row not adopted yet.
"""
MENDED: tuple[Kind, ...] = ("differs", "missing", "refill")
LONGEST_KEY = 80
WRONG: tuple[Kind, ...] = (*MENDED, "unsure", "doubled")


@dataclass(frozen=True)
class Finding:
    """`columns` are those that differ; none where it is the row, `key` is blank where it is the tab."""

    kind: Kind
    tab: str
    key: str
    columns: tuple[str, ...] = ()

    def told(self) -> dict[str, Any]:
        """As JSON has it, to be shown."""
        return {"kind": self.kind, "tab": self.tab, "key": _shown(self.key), "columns": list(self.columns)}

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Self:
        return cls(told["kind"], told["tab"], told["key"], tuple(told["columns"]))


def _shown(key: str) -> str:
    """The owner's cell may hold anything: a page of text, half a sign."""
    kept = key.replace("\0", "").encode(errors="replace").decode()
    return kept if len(kept) <= LONGEST_KEY else f"{kept[:LONGEST_KEY]}…"
