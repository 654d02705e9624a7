"""A month: so many rentals, so many edits of the owner's, and all that can go wrong, dealt by one seeded dice."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.faults.month import adding_rows, ambush, moving_things, typing_balances, typing_cells
from tests.faults.month.agenda import Agenda
from tests.faults.month.ambush import Ambush
from tests.faults.month.auditor import Auditor
from tests.faults.month.clock import DAY, HOUR, MINUTE, SECOND, START
from tests.faults.month.desk import Operator
from tests.faults.month.hand import Hand, NotNow
from tests.faults.month.house import House
from tests.faults.month.model import Model
from tests.faults.month.new_machine import NewMachine
from tests.faults.month.people import People
from tests.faults.month.seen import Witness
from tests.faults.month.truth import Truth
from tests.faults.month.weather import Weather

Edit = Callable[[Hand], str]
EDITS: dict[Edit, int] = {
    typing_balances.tops_up: 12,
    typing_balances.takes_away: 5,
    typing_balances.changes_his_mind: 4,
    typing_balances.takes_more_than_there_is: 2,
    typing_balances.writes_no_number: 3,
    typing_balances.restores_an_old_row: 4,
    typing_cells.renames_member: 3,
    typing_cells.changes_phone: 3,
    typing_cells.changes_status: 2,
    typing_cells.notes_something: 3,
    typing_cells.names_member_oddly: 2,
    typing_cells.changes_product: 4,
    typing_cells.stops_selling: 1,
    typing_cells.changes_what_is_sold: 3,
    typing_cells.sets_something: 3,
    typing_cells.sets_pin: 4,
    typing_cells.writes_what_cannot_be_read: 5,
    adding_rows.adds_member: 4,
    adding_rows.gives_voucher: 4,
    adding_rows.gives_pass: 3,
    adding_rows.gives_subscription: 2,
    adding_rows.sells_voucher: 1,
    adding_rows.sells_subscription: 1,
    adding_rows.adds_product: 1,
    moving_things.sorts: 4,
    moving_things.inserts_column: 2,
    moving_things.deletes_own_column: 1,
    moving_things.deletes_row: 4,
    moving_things.deletes_line_of_history: 2,
    moving_things.names_header_otherwise: 2,
    moving_things.names_tab_otherwise: 1,
    moving_things.copies_row: 2,
    moving_things.deletes_many: 1,
    moving_things.deletes_tab: 1,
}
AMBUSHES = 0.25
"""So many of his edits are made in the very moment of a write."""
DAYS = 30
TRIES = 20


@dataclass(frozen=True)
class Plan:
    """How much happens. `burst`: rentals that follow on each other; `outage`: the longest one without Internet (ms).
    `nights`: an audit every so many.
    """

    seed: int
    rentals: int
    edits: int
    members: int
    burst: int
    troubles: int
    outage: int
    nights: int


class Names:
    """In the place of `secrets`: the same names for the same seed."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)

    def token_hex(self, size: int) -> str:
        return self._dice.randbytes(size).hex()


class Month:
    def __init__(self, folder: Path, plan: Plan) -> None:
        self.plan, self.dice, self.names = plan, random.Random(plan.seed), Names(plan.seed)
        self.house = House(folder, self.dice)
        self.model = Model()
        self.agenda = Agenda(self.house)
        self.people = People(self.house, self.model, self.dice)
        self.desk = Operator(self.house, self.model, self.people, self.dice)
        self.hand = Hand(self.house, self.model, self.dice, self.agenda.later)
        self.ambush = Ambush(self.hand, self.house.diary.note)
        self.weather = Weather(self.house, self.dice, self.agenda.later)
        self.witness = Witness(self.house, self.model)
        self.machine = NewMachine(self.house, self.model, self.people, self.witness, folder)
        self.auditor = Auditor(self.house, self.model)
        self.edits = 0
        self.house.on_redis_back = self.people.plug_in

    def play(self) -> list[str]:
        """The differences in the end."""
        self.people.move_in(self.plan.members)
        self.house.open()
        self.house.settle()
        self._plan()
        while self.agenda:
            self.agenda.go_on()
            if self.house.is_settled:
                self.witness.meet()
        self.house.settle()
        self.witness.meet()
        self.auditor.audits()
        self.house.settle()
        return [*self.auditor.surprises, *Truth(self.house, self.model).differences()]

    def told(self) -> str:
        house, people = self.house, self.people
        return (
            f"{people.rented} rentals ({people.refused} refused), {self.edits} edits, {self.model.ambushes} of them"
            f" under the pen; {len(house.google.calls)} calls, at most {house.google.busiest_minute()} a minute;"
            f" {dict(house.counts)}"
        )

    def close(self) -> None:
        self.house.close()

    # The plan

    def _plan(self) -> None:
        plan, at = self.plan, self.agenda.at
        for _ in range(plan.rentals // plan.burst):
            at(self._open_hours(), lambda: self.people.rent(plan.burst))
        for _ in range(plan.edits):
            at(self._some_time(), self._edit)
        for _ in range(plan.edits // 5):
            at(self._some_time(), self._at_the_desk)
        for _ in range(plan.troubles):
            at(self._some_time(), self._trouble)
        for night in range(1, DAYS, plan.nights):
            at(START + night * DAY - HOUR, self.auditor.audits)
        at(self._on(9), lambda: self.weather.outage(plan.outage))
        at(self._on(17), self._back_up)
        at(self._on(18), self._replace)

    def _on(self, day: int) -> int:
        return START + day * DAY + 9 * HOUR

    def _some_time(self) -> int:
        return START + self.dice.randrange(HOUR, DAYS * DAY)

    def _open_hours(self) -> int:
        """From six in the morning for seventeen hours; half of them as people come: in the evening."""
        hours = self.dice.choice((self.dice.uniform(1, 18), self.dice.uniform(12, 16)))
        return START + self.dice.randrange(DAYS) * DAY + round(hours * HOUR)

    def _back_up(self) -> str:
        self.people.rent(self.plan.burst)
        return self.machine.saves_backup()

    def _replace(self) -> str:
        """Once all is in the workbook that there is; and not while a tab is upside down."""
        if (
            self.hand.closed
            or self.house.stormy
            or self.model.odd
            or self.house.settled_at < self.house.clock.now - HOUR
        ):
            self.agenda.later(20 * MINUTE, self._replace)
            return ""
        self.house.settle()
        self.witness.meet()
        self.auditor.excuses()
        return self.machine.is_replaced()

    # Its events

    def _edit(self) -> str:
        """Often while members rent, so that two hands are in the same rows."""
        if self.dice.random() < 0.5:
            self.people.rent(self.dice.randint(1, 3))
            self.house.live(self.house.clock.now + self.dice.randint(0, 15) * SECOND)
        for _ in range(TRIES):
            try:
                said = self._one_edit()
            except NotNow:
                continue
            self.edits += 1
            return said
        return "the owner finds nothing to do"

    def _one_edit(self) -> str:
        if self.dice.random() < AMBUSHES:
            said = self.ambush.lay(self.dice.choice(ambush.BLOWS))
            self.people.rent(2)
            return said
        [edit] = self.dice.choices([*EDITS], [*EDITS.values()])
        return f"the owner {edit(self.hand)}"

    def _at_the_desk(self) -> str:
        desk = self.desk
        return self.dice.choice((desk.notes, desk.prices, desk.corrects, desk.takes_in_member))()

    def _trouble(self) -> str:
        weather = self.weather
        kinds = (
            weather.outage, weather.storm, weather.showers, weather.showers, weather.lost_answers, weather.unshared,
            weather.late_drive, weather.signed_out, weather.sheets_sync_dies, weather.sheets_sync_dies,
            weather.sheets_sync_dies, weather.ledgers_worker_dies, weather.ledgers_worker_dies, weather.redis_dies,
            weather.redis_dies,
        )  # fmt: skip
        if self.dice.random() < 0.7:
            said = self.dice.choice(kinds)()
            self.people.rent(2)
            return said
        return self.dice.choice(kinds)()
