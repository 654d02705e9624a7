"""What the test sees along the way: new passes and members, and whether what could not be taken was explained."""

import json
import re
from collections.abc import Iterator

from sqlalchemy import select

from services.rental_api.ledger.sheet_names import TAB_OF_PASS
from services.rental_api.ledger.tables import entries, events, members, passes
from services.sheets_sync.tabs import NOTE
from tests.faults.month.house import House
from tests.faults.month.model import Bought, Model, Place

REFUSED = "owner_edit_refused"


class Witness:
    def __init__(self, house: House, model: Model) -> None:
        self._house, self._model = house, model
        self._screen = house.google.owner()
        house.after_round = self.look
        house.worker.seen = self._no_pin_in

    def _no_pin_in(self, payload: object) -> None:
        """Of a job's payload, as Redis has it."""
        told = json.dumps(payload, ensure_ascii=False)
        found = self._model.every_pin & set(re.findall(r"\b[0-9]{6}\b", told))
        assert not found, f"a PIN is in Redis: {found} in {told[:500]}"

    def look(self) -> None:
        """After every round: a note may be gone again when a figure is written over what it was about."""
        for place, at in list(self._model.odd.items()):
            if self._has_note(place) or self._was_refused(place, at):
                self._model.explained[place] = self._model.odd.pop(place)
            elif self._house.settled_at > at and not self._house.stormy:
                raise AssertionError(f"nobody explains {place}, odd since {at}")

    def _has_note(self, place: Place) -> bool:
        tab, key, column = place
        if tab not in self._screen.tabs() or key not in self._screen.keys(tab):
            return False
        return column in str(self._screen.cell(tab, key, NOTE))

    def _was_refused(self, place: Place, at: int) -> bool:
        tab, key, column = place
        query = select(events.c.details).where(events.c.type == REFUSED, events.c.at >= at)
        with self._house.till.ctx.reads.begin() as conn:
            told = [json.loads(details) for details in conn.execute(query).scalars()]
        return any((one["tab"], one["key"], one["column"]) == (tab, key, column) for one in told)

    # Newcomers

    def meet(self) -> None:
        """Passes and members that the ledger has and the model does not know: each is one that the owner added."""
        for kind, pass_id, member_id, parent_id, first in self._new_passes():
            tab = TAB_OF_PASS[kind]
            if not parent_id and (tab, pass_id) not in self._model.purses:
                self._found(Bought(tab, member_id, first), pass_id)
            self._model.passes.add(pass_id)
            if kind != "subscription" and (tab, pass_id) not in self._model.purses:
                self._model.gave(tab, pass_id, first)
        for member_id, phone in self._new_members():
            assert phone in self._model.newcomers, f"nobody added {member_id}, {phone}"
            del self._model.newcomers[phone]
            self._model.members[phone] = member_id

    def _found(self, bought: Bought, pass_id: str) -> None:
        assert bought in self._model.bought, f"nobody bought {pass_id}: {bought}; only {self._model.bought}"
        self._model.bought.remove(bought)

    def _new_passes(self) -> Iterator[tuple[str, str, str, str | None, int]]:
        first = select(entries.c.amount).where(
            entries.c.pass_id == passes.c.pass_id, entries.c.kind.in_(["grant", "bonus"])
        )
        query = select(
            passes.c.kind, passes.c.pass_id, passes.c.member_id, passes.c.parent_pass_id, first.scalar_subquery()
        )
        with self._house.till.ctx.reads.begin() as conn:
            rows = conn.execute(query).all()
        for kind, pass_id, member_id, parent_id, amount in rows:
            if pass_id not in self._model.passes:
                yield kind, pass_id, member_id, parent_id, amount or 0

    def _new_members(self) -> list[tuple[str, str]]:
        known = set(self._model.members.values())
        with self._house.till.ctx.reads.begin() as conn:
            rows = conn.execute(select(members.c.member_id, members.c.phone)).all()
        return [(member_id, phone) for member_id, phone in rows if member_id not in known]
