"""What every pass ought to hold: kept from what was asked for and what became of the garments, not from entries."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from tests.support.gym import Gym

KOREA = timedelta(hours=9)
Row = Any


def rows(gym: Gym, query: str) -> list[Row]:
    with gym.ctx.reads.begin() as conn:
        return rows_in(conn, query)


def rows_in(conn: Connection, query: str) -> list[Row]:
    return list(conn.exec_driver_sql(query))


@dataclass(frozen=True)
class Held:
    """What one pass was asked to give for one garment, on the Korean day of the order."""

    item_id: str
    pass_id: str
    amount: int
    day: str | None
    category: str | None


@dataclass
class Book:
    """`given`: granted and adjusted, by pass. `begun`: bonus vouchers seen to run."""

    gym: Gym
    given: Counter[str] = field(default_factory=Counter)
    held: list[Held] = field(default_factory=list)
    begun: set[str] = field(default_factory=set)

    def take_order(self, rental_id: str) -> dict[str, int]:
        """Notes a new rental's holds; returns them summed by pass. A day's use must be of today."""
        query = f"SELECT h.item_id, h.pass_id, h.amount, h.day, h.category FROM holds h JOIN items i \
            ON i.item_id = h.item_id WHERE i.rental_id = '{rental_id}'"
        new = [Held(*row) for row in rows(self.gym, query)]
        today = (datetime.fromtimestamp(self.gym.now / 1000, UTC) + KOREA).strftime("%Y-%m-%d")
        assert all(one.day in (None, today) for one in new)
        self.held += new
        summed: Counter[str] = Counter()
        for one in new:
            summed[one.pass_id] += one.amount
        return dict(summed)

    def check(self, conn: Connection, states: dict[str, str]) -> None:
        """Every balance and every day's uses, given what became of each item."""
        kept = [one for one in self.held if states[one.item_id] != "failed"]
        self._check_balances(conn, kept)
        self._check_days(conn, kept)
        self._check_bonuses(conn, {one.pass_id for one in kept if states[one.item_id] != "dispensed"})

    def _check_balances(self, conn: Connection, kept: list[Held]) -> None:
        spent = Counter[str]()
        for one in kept:
            spent[one.pass_id] += one.amount
        query = """SELECT p.pass_id, p.balance, COALESCE(SUM(e.amount), 0), MIN(e.created_at),
            COALESCE(p.valid_until, b.valid_until) FROM passes p LEFT JOIN passes b ON b.pass_id = p.parent_pass_id
            LEFT JOIN entries e ON e.pass_id = p.pass_id AND e.kind = 'expire'
            WHERE p.kind <> 'subscription' GROUP BY p.pass_id, p.balance, p.valid_until, b.valid_until"""
        for pass_id, balance, expired, when, ends in rows_in(conn, query):
            assert balance == self.given[pass_id] - spent[pass_id] + expired >= 0, pass_id
            assert when is None or when >= ends, pass_id

    def _check_days(self, conn: Connection, kept: list[Held]) -> None:
        wanted = Counter((one.pass_id, one.day, one.category) for one in kept if one.day)
        query = "SELECT pass_id, day, category, used, daily_limit FROM daily_uses"
        for pass_id, day, category, used, limit in rows_in(conn, query):
            assert used == wanted.pop((pass_id, day, category), 0) <= limit, (pass_id, day)
        assert not wanted

    def _check_bonuses(self, conn: Connection, may_come_back: set[str]) -> None:
        """At the moment a bonus begins its parent is spent and nothing held may come back to it."""
        query = "SELECT b.pass_id, p.pass_id, p.balance FROM passes b JOIN passes p ON p.pass_id = b.parent_pass_id \
            WHERE b.status = 'active'"
        for bonus, parent, balance in rows_in(conn, query):
            assert bonus in self.begun or (balance == 0 and parent not in may_come_back), bonus
            self.begun.add(bonus)
