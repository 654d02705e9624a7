"""Demo data for a first start: six members, one per way of paying and not paying. Leaves an existing ledger alone.

`python -m services.rental_api.seed` writes <home>/demo.json (0600): the PIN all of them share, made anew for each
installation, and who they are.
"""

import json
import os
import secrets
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import func, select

from services.rental_api import assembly
from services.rental_api.context import Context
from services.rental_api.grants import grant_pass
from services.rental_api.ledger.tables import members
from services.rental_api.routes.operator import save_member
from services.rental_api.schemas import Category, MemberEdit, NewPass
from shared import process


@dataclass(frozen=True)
class Person:
    """A demo member; `grants` are (uses, category or None for any, valid days or None for ever)."""

    member_id: str
    name: str
    phone: str
    status: Literal["active", "inactive", "suspended"]
    grants: tuple[tuple[int, Category | None, int | None], ...]
    note: str


PEOPLE = (
    Person("A001", "김하늘", "010-1000-0001", "active", ((30, None, None),), "30 uses of anything"),
    Person("A002", "이바다", "010-1000-0002", "active", ((5, "towel", None), (10, "top", 30)), "5 towels, 10 tops"),
    Person("A003", "박구름", "010-1000-0003", "active", ((1, None, None),), "one use left"),
    Person("A004", "최노을", "010-1000-0004", "active", (), "no pass: can look, cannot rent"),
    Person("A005", "정새벽", "010-1000-0005", "suspended", ((10, None, None),), "suspended"),
    Person("A006", "한여름", "010-1000-0006", "inactive", ((10, None, None),), "inactive"),
)


def seed(ctx: Context) -> None:
    """Does nothing once there is a member."""
    with ctx.reads.begin() as conn:
        if conn.execute(select(func.count()).select_from(members)).scalar_one():
            return
    pin = f"{secrets.randbelow(900_000) + 100_000}"
    _write_down(ctx, pin)
    for one in PEOPLE:
        save_member(ctx, one.member_id, MemberEdit(name=one.name, phone=one.phone, pin=pin, status=one.status))
        for count, category, days in one.grants:
            grant_pass(ctx, one.member_id, NewPass(kind="count", count=count, category=category, valid_days=days))


def _write_down(ctx: Context, pin: str) -> None:
    told = [{"member_id": p.member_id, "name": p.name, "phone": p.phone, "note": p.note} for p in PEOPLE]
    path = ctx.settings.home / "demo.json"
    path.touch(mode=0o600)
    with path.open("w", encoding="utf-8") as file:
        json.dump({"pin": pin, "members": told}, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())


if __name__ == "__main__":
    seed(assembly.context(process.start("rental_seed")))
