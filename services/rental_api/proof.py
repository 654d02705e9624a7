"""The ledger's own proof (ledger/audit.py), in one moment of it."""

from dataclasses import dataclass

from services.rental_api.context import Context
from services.rental_api.ledger.audit import Difference, first_difference, size


@dataclass(frozen=True)
class Proof:
    """`rows` looked at, by table; `difference`: the first place where the book breaks a rule."""

    difference: Difference | None
    rows: dict[str, int]

    @property
    def right(self) -> bool:
        return self.difference is None


def prove(ctx: Context) -> Proof:
    """Some 23 s for a million rentals; holds up nobody."""
    with ctx.reads.begin() as conn:
        return Proof(first_difference(conn), size(conn))
