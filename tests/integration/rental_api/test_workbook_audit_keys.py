"""Whatever keys a workbook's parts begin and end with, each row of the ledger belongs to exactly one of them."""

from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, insert

from services.rental_api import sheet_values
from services.rental_api.ledger import settings_of_owner
from services.rental_api.ledger.tables import daily_uses, items, passes, rentals
from services.rental_api.workbook_audit.keys import keys_between
from services.rental_api.workbook_audit.keys.between import MOST
from tests.support.either import EITHER, ledger_on
from tests.support.gym import TOWELS, Gym

SUBSCRIPTIONS = ("V", "V1", "V1-2", "V10", "v1", "구독")
RENTALS = ("rnt_0000000000000000", "rnt_00000000000000ff", "rnt_0f00000000000000", "rnt_ffffffffffffffff")
ENDS = (
    *(
        "!",
        "-",
        "0",
        "1",
        "1-",
        "10",
        "100-ffffff",
        "2-7",
        "A",
        "A001",
        "V",
        "V1-2",
        "V1-2/2026-11-23/top",
        "V1/",
        "V2",
    ),
    *("_", "rnt_", "rnt_00000000000000ff/P-TOWEL", "rnt_0f", "rnt_0z", "rnt_g", "v", "~", "가", "구독/2026", "💪"),
)


@pytest.fixture(scope="module", params=EITHER)
def full(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gym]:
    """Rows in every tab, with keys that databases and people put in different orders. Nobody changes it."""
    with ledger_on(request) as url, closing(Gym(tmp_path_factory.mktemp("gym"), url)) as gym:
        gym.boot(TOWELS, 20)
        _fill(gym)
        yield gym


def _fill(gym: Gym) -> None:
    gym.sell("SUB", "subscription", daily_limits={"towel": 1})
    gym.sell("a-sub", "subscription", daily_limits={"towel": 1})
    gym.sell("VCH", "voucher", charge_amount=5000)
    for number, member_id in enumerate(("a1", "A-1", "A_1", "B1")):
        gym.member(member_id, f"010-2000-000{number}")
    for _ in range(30):
        gym.give("voucher", product_id="VCH")
    with gym.ctx.engine.begin() as conn:
        for key in ("open", "Open", "열쇠"):
            settings_of_owner.write(conn, gym.ctx.site, key, "x", gym.now)
        since = {"valid_from": gym.now, "created_at": gym.now, "updated_at": gym.now}
        of_gym = {"site": gym.ctx.site, "member_id": "A001"}
        for pass_id in SUBSCRIPTIONS:
            conn.execute(insert(passes), {"pass_id": pass_id, "kind": "subscription", "name": "x", **of_gym, **since})
            for day in ("2026-11-23", "2026-11-24"):
                uses = {"pass_id": pass_id, "day": day, "category": "top", "used": 1, "daily_limit": 1}
                conn.execute(insert(daily_uses), uses)
        for rental_id in RENTALS:
            named = {"rental_id": rental_id, "created_at": gym.now}
            conn.execute(insert(rentals), {"idempotency_key": rental_id, "request_digest": "", **of_gym, **named})
            for position, product_id in enumerate(("P-TOWEL", "P-TOWEL")):
                item = {"item_id": f"{rental_id}-{position}", "position": position, "product_id": product_id}
                conn.execute(insert(items), {"device_uuid": TOWELS, "price": 0, "state": "failed", **item, **named})


@pytest.mark.parametrize("tab", sheet_values.TABS)
def test_parts_that_follow_each_other_hold_every_row_once(full: Gym, tab: str) -> None:
    ends = sorted(ENDS)
    with full.ctx.reads.begin() as conn:
        every = sheet_values.page(full.ctx, conn, tab, "", MOST)
        found = [
            keys_between(conn, full.ctx.site, tab, after, upto).keys
            for after, upto in pairwise(["", *ends, None])
            if after is not None
        ]
    assert len(every) > 0
    assert sorted(key for part in found for key in part) == sorted(every)


@pytest.mark.parametrize("odd", ["\0", "\ud800", "9" * 10_000])
@pytest.mark.parametrize("tab", sheet_values.TABS)
def test_ends_that_no_database_takes_are_borne(full: Gym, tab: str, odd: str) -> None:
    with full.ctx.reads.begin() as conn:
        every = sheet_values.page(full.ctx, conn, tab, "", MOST)
        first = keys_between(conn, full.ctx.site, tab, "", odd).keys
        rest = keys_between(conn, full.ctx.site, tab, odd, None).keys
    assert sorted([*first, *rest]) == sorted(every)


@pytest.mark.parametrize("tab", ["voucher_transactions", "subscription_usage", "rental_history", "event_logs"])
def test_no_part_reads_all_that_ever_was(tmp_path: Path, tab: str) -> None:
    gym, heard = Gym(tmp_path), dict[str, Any]()

    def hear(_connection: object, _cursor: object, statement: str, values: Any, *_: object) -> None:  # noqa: ANN401
        heard[statement] = values

    event.listen(gym.ctx.engine, "before_cursor_execute", hear)
    with gym.ctx.reads.begin() as conn:
        keys_between(conn, gym.ctx.site, tab, "2-a", "9-b")
    event.remove(gym.ctx.engine, "before_cursor_execute", hear)
    asked = [(statement, values) for statement, values in heard.items() if statement.startswith("SELECT")]
    with gym.ctx.engine.connect() as conn:
        steps = [row[3] for one in asked for row in conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {one[0]}", one[1])]
    gym.close()
    assert steps
    assert not [step for step in steps if step.startswith("SCAN") or "(site=?)" in step]
