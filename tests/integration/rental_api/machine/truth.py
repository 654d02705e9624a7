"""What must hold after every step, and what must hold once nothing is in flight any more."""

from collections import Counter
from dataclasses import dataclass, field

from sqlalchemy import Connection

from services.rental_api.ledger import rentals
from services.rental_api.ledger.audit import first_difference
from services.rental_api.rules.offer import Promised
from tests.integration.rental_api.machine.book import Book, rows, rows_in
from tests.integration.rental_api.machine.plant import Plant

RESOLVED = ("dispensed", "failed")
AT_THE_DEVICE = ("dispensing", "unknown")
MOST_OPEN = 30


@dataclass
class Truth:
    """`early`: items the owner decided while their garment could still fall. `unheard`: whose answer was lost."""

    plant: Plant
    book: Book
    resolved: dict[str, str] = field(default_factory=dict)
    early: set[str] = field(default_factory=set)
    unheard: set[str] = field(default_factory=set)

    def items(self) -> dict[str, tuple[str, str]]:
        """(state, device) by item."""
        with self.plant.ctx.reads.begin() as conn:
            return self._items(conn)

    def _items(self, conn: Connection) -> dict[str, tuple[str, str]]:
        found = rows_in(conn, "SELECT item_id, state, device_uuid FROM items")
        return {item_id: (state, uuid) for item_id, state, uuid in found}

    def check(self) -> None:
        with self.plant.ctx.reads.begin() as conn:
            items = self._items(conn)
            states = {item_id: state for item_id, (state, _) in items.items()}
            assert first_difference(conn) is None
            self.book.check(conn, states)
            self._one_at_a_device(rentals.spoken_for(conn), list(items.values()))
        self._resolved_for_ever(states)
        assert all(count == 1 for board in self.plant.dispensers() for count in board.fallen.values())
        assert not (self._fallen() - states.keys())

    def _resolved_for_ever(self, states: dict[str, str]) -> None:
        assert all(states[item_id] == state for item_id, state in self.resolved.items())
        self.resolved = {item_id: state for item_id, state in states.items() if state in RESOLVED}

    def _one_at_a_device(self, told: dict[str, Promised], items: list[tuple[str, str]]) -> None:
        busy = Counter(uuid for state, uuid in items if state in AT_THE_DEVICE)
        still_open = Counter(uuid for state, uuid in items if state not in RESOLVED)
        assert all(count == 1 for count in busy.values())
        assert all(count <= MOST_OPEN for count in still_open.values())
        assert {uuid: promised.garments for uuid, promised in told.items()} == still_open
        assert {uuid for uuid, promised in told.items() if promised.checking} == {
            u for s, u in items if s == "unknown"
        }

    def check_promises(self, rental_id: str) -> None:
        """No dispenser of a new rental has promised more than it says it holds."""
        query = f"SELECT DISTINCT device_uuid FROM items WHERE rental_id = '{rental_id}'"
        promised = Counter(uuid for state, uuid in self.items().values() if state not in RESOLVED)
        for (uuid,) in rows(self.plant.gym, query):
            assert promised[uuid] <= (self.plant.stock_told(uuid) or 0), uuid

    def _fallen(self) -> set[str]:
        return {item for board in self.plant.dispensers() for item in board.fallen}

    def check_end(self) -> None:
        """Nothing is open, and what was charged is what came out; where the owner was early, he is told."""
        fallen, told = self._fallen(), self._contradictions()
        for item_id, (state, _) in self.items().items():
            assert state in RESOLVED, item_id
            if item_id in self.early and (state == "dispensed") != (item_id in fallen):
                assert item_id in told or item_id in self.unheard
            else:
                assert (state == "dispensed") == (item_id in fallen), item_id
        for board in self.plant.dispensers():
            assert board.put_in == board.inside + board.fallen.total()

    def _contradictions(self) -> set[str]:
        query = """SELECT i.item_id FROM items i JOIN events e ON e.details LIKE '%' || i.item_id || '%'
            WHERE e.type = 'answer_contradicts_ledger'"""
        return {row[0] for row in rows(self.plant.gym, query)}
