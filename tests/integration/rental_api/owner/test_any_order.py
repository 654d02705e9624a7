"""However the owner's statements, write-backs and rentals interleave, and however often each is told: the ledger ends
with what was there, and his changes, less what was rented.

The sheet is played as it is kept: it is read and told late, and written over whatever stands there by then, with a
copy of what was replaced.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.rental_api.ledger import entries, sheet_bases
from tests.integration.rental_api.owner.workbook import Owner
from tests.support.gym import Gym

TAB = "member_passes"
FIRST = 1000


@pytest.fixture
def owner(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Owner]:
    gym = Gym(tmp_path)
    yield Owner(gym)
    gym.close()


@dataclass
class Play:
    """One pass and its row in the sheet: `cell`, and the `mark` that was written with it.

    `told` are statements on their way to the ledger, `newest` the last one of each mark; `sent` is the ledger's row
    (mark, balance) on its way to the sheet. `expected` is the cell as it was read.
    """

    owner: Owner
    pass_id: str
    cell: int = FIRST
    mark: int = 1
    typed: int = 0
    rented: int = 0
    last_mark: int = 1
    told: list[dict[str, Any]] = field(default_factory=list)
    newest: dict[int, dict[str, Any]] = field(default_factory=dict)
    confirmations: list[int] = field(default_factory=list)
    sent: tuple[int, int] | None = None
    expected: int = FIRST

    def types(self, change: int) -> None:
        self.cell += change
        self.typed += change

    def rents(self) -> None:
        with self.owner.gym.ctx.engine.begin() as conn:
            entries.post(conn, self.pass_id, "adjust", -1, self.owner.gym.now, reason="a rental")
        self.rented += 1

    def is_read(self) -> None:
        """A row that stands as it was last read or written is not told."""
        if self.cell != self.expected:
            self.state({"mark": self.mark, "cell": self.cell})
            self.expected = self.cell

    def state(self, told: dict[str, Any]) -> None:
        self.told.append(told)
        self.newest[told["mark"]] = told

    def is_heard(self) -> None:
        if self.told:
            self.owner.says(TAB, self.pass_id, **self.told.pop(0))
        if self.confirmations:
            with self.owner.gym.ctx.engine.begin() as conn:
                sheet_bases.confirm(conn, TAB, self.pass_id, self.confirmations.pop(0))

    def is_told_again(self, which: int) -> None:
        """What was last said of some figure, however long ago."""
        heard = [mark for mark in self.newest if all(told["mark"] != mark for told in self.told)]
        if heard:
            self.owner.says(TAB, self.pass_id, **self.newest[heard[which % len(heard)]])

    def is_sent(self) -> None:
        self.last_mark += 1
        self.sent = self.last_mark, self.owner.gym.balance(self.pass_id)
        self.owner.wrote(TAB, self.pass_id, *self.sent, confirmed=False)

    def is_written(self) -> None:
        """A row with an unanswered change of the owner's is not written."""
        if self.sent is None or self.told:
            return
        mark, amount = self.sent
        if self.cell != self.expected:
            self.state({"mark": self.mark, "cell": self.cell, "replaced_by": mark})
        self.cell = self.expected = amount
        self.mark, self.sent = mark, None
        self.confirmations.append(mark)

    def goes_round(self) -> None:
        """All of it once, with nobody in between."""
        for go in (self.is_read, self.is_heard, self.is_sent, self.is_written, self.is_heard):
            go()

    def ends(self) -> None:
        self.is_read()
        while self.told or self.confirmations:
            self.is_heard()


STEPS = st.one_of(
    st.tuples(st.just("types"), st.integers(-20, 20)),
    st.tuples(st.just("is_told_again"), st.integers(0, 9)),
    st.tuples(st.sampled_from(["rents", "goes_round", "is_read", "is_heard", "is_sent", "is_written"])),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS, min_size=15, max_size=40))
def test_the_ledger_ends_with_his_changes_less_what_was_rented(owner: Owner, steps: list[tuple[Any, ...]]) -> None:
    pass_id = owner.gym.grant("A001", FIRST)
    owner.wrote(TAB, pass_id, 1, FIRST)
    play = Play(owner, pass_id)
    for name, *what in steps:
        getattr(play, name)(*what)
    play.ends()
    assert owner.gym.balance(pass_id) == FIRST + play.typed - play.rented
