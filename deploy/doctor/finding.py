"""What a check has found: a state, a sentence in no language yet, and the fault's name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

State = Literal["ok", "fault", "unknown"]


class Said:
    """A sentence of words by its key, with the values that stand in it."""

    def __init__(self, key: str, **values: object) -> None:
        self.key = key
        self.values = values

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Said) and (self.key, self.values) == (other.key, other.values)

    def __hash__(self) -> int:
        return hash(self.key)

    def __repr__(self) -> str:
        return f"Said({self.key!r}, {self.values})"


@dataclass(frozen=True)
class Finding:
    """`name` is the layer's; `fault` one of the names in docs/operating.md, blank unless the state is `fault`.

    `figures` are what a script may want: seconds, counts, bytes.
    """

    name: str
    state: State
    says: Said
    fault: str = ""
    details: tuple[Said, ...] = ()
    figures: Mapping[str, object] = field(default_factory=dict)


def ok(name: str, says: Said, details: tuple[Said, ...] = (), **figures: object) -> Finding:
    return Finding(name, "ok", says, "", details, figures)


def broken(name: str, fault: str, says: Said, details: tuple[Said, ...] = (), **figures: object) -> Finding:
    return Finding(name, "fault", says, fault, details, figures)


def unknown(name: str, says: Said, details: tuple[Said, ...] = (), **figures: object) -> Finding:
    return Finding(name, "unknown", says, "", details, figures)
