"""Which pass pays for which garment: a search small enough to be exact. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from services.rental_api.ledger.passes import Pass


@dataclass(frozen=True)
class Garment:
    """One piece to be paid for; `price` in won."""

    product_id: str
    category: str
    price: int


@dataclass(frozen=True)
class _Left:
    """What is left on the way: uses a source, uses a pass (no more than was chosen), won of all vouchers together."""

    uses: tuple[int, ...]
    caps: tuple[int, ...]
    won: int

    def without(self, source: int, payer: int) -> "_Left":
        return _Left(_one_less(self.uses, source), _one_less(self.caps, payer), self.won)


class Assignment:
    """Finds the first way, in the order of preference, to pay for everything.

    A source pays whole garments: (index of its pass, category or None for any). Of sources that differ in nothing
    but their order only the first is tried, and a state that failed is not tried again: that keeps the search small.
    """

    def __init__(self, garments: Sequence[Garment], passes: Sequence[Pass], chosen: Mapping[str, int] | None) -> None:
        self._garments, self._passes, self._exact = garments, passes, chosen is not None
        counted = [(i, *uses) for i, one in enumerate(passes) for uses in _uses(one)]
        self._sources = [(index, category) for index, category, _ in counted]
        most = [len(garments) if chosen is None else chosen[one.pass_id] for one in passes]
        caps = [0 if one.kind == "voucher" else cap for one, cap in zip(passes, most, strict=True)]
        purses = [one.balance if chosen is None else chosen[one.pass_id] for one in passes if one.kind == "voucher"]
        self._start = _Left(tuple(uses for _, _, uses in counted), tuple(caps), sum(purses))
        self._failed: set[tuple[int, _Left]] = set()

    def find(self) -> list[Pass | None] | None:
        """The pass of each garment, None for the vouchers together; nothing at all where it cannot be done."""
        return self._from(0, self._start)

    def _from(self, at: int, left: _Left) -> list[Pass | None] | None:
        if at == len(self._garments):
            return None if self._exact and (left.won or any(left.caps)) else []
        if (at, left) in self._failed:
            return None
        for payer, then in self._options(self._garments[at], left):
            rest = self._from(at + 1, then)
            if rest is not None:
                return [payer, *rest]
        self._failed.add((at, left))
        return None

    def _options(self, garment: Garment, left: _Left) -> Iterator[tuple[Pass | None, _Left]]:
        tried: set[object] = set()
        for source, (index, category) in enumerate(self._sources):
            alike = index if self._exact else category
            fits = category in (None, garment.category) and left.uses[source] and left.caps[index]
            if fits and alike not in tried:
                tried.add(alike)
                yield self._passes[index], left.without(source, index)
        if 0 < garment.price <= left.won:
            yield None, _Left(left.uses, left.caps, left.won - garment.price)


def _uses(one: Pass) -> list[tuple[str | None, int]]:
    if one.kind == "voucher":
        return []
    return [(one.category, one.balance)] if one.remaining_today is None else list(one.remaining_today.items())


def _one_less(numbers: tuple[int, ...], at: int) -> tuple[int, ...]:
    return (*numbers[:at], numbers[at] - 1, *numbers[at + 1 :])
