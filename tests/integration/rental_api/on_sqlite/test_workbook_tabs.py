"""What the rows of each tab hold, and what it takes to have them written."""

from collections import Counter
from typing import Any

import pytest

from services.rental_api.ledger import settings_of_owner, sheet_rows
from services.rental_api.sheet_values import TABS as OURS
from services.sheets_sync.tabs import MARK, NOTE, SYNCED, TABS
from tests.support.gym import Gym
from tests.support.workbook_mail import Sent, sent, settle

BOUGHT = "2025-11-23 21:13:20"
WRITTEN_BY_SHEETS_SYNC = {NOTE, MARK, "stock"}


def _set(gym: Gym, key: str, value: str) -> None:
    with gym.ctx.engine.begin() as conn:
        settings_of_owner.write(conn, gym.ctx.site, key, value, gym.now)


def _sold(gym: Gym) -> str:
    """A voucher with its bonus; its id."""
    gym.price(1000)
    gym.sell("BONUS", "voucher", charge_amount=500, is_bonus=True, validity_days=7)
    gym.sell("VOUCHER", "voucher", price=900, charge_amount=1500, bonus_product_id="BONUS", validity_days=10)
    return gym.give("voucher", product_id="VOUCHER")


def _pay_with(gym: Gym, pass_id: str, amount: int = 1, quantity: int = 1) -> str:
    charges = [{"pass_id": pass_id, "amount": amount}]
    return str(gym.rent(quantity=quantity, charges=charges).get_json()["rental_id"])


def _cells(rows: list[Sent], key: str) -> dict[str, Any]:
    [row] = [row for row in rows if row["key"] == key]
    return dict(row["values"])


def test_every_column_of_every_tab_comes_from_the_ledger(gym: Gym) -> None:
    voucher = _sold(gym)
    gym.sell("SUB", "subscription", daily_limits={"towel": 1})
    subscription = gym.give("subscription", product_id="SUB")
    _set(gym, "opening", "06:00")
    _pay_with(gym, voucher, 1000)
    gym.hand_out(gym.items()[0])
    gym.rent("tap-2", charges=[{"pass_id": subscription, "amount": 1}])
    rows = sent(gym)
    assert {row["tab"] for row in rows} == set(OURS) == set(TABS) - {"device_status"}
    for row in rows:
        tab = TABS[row["tab"]]
        assert set(row["owner"]) == {column.name for column in tab.of_hand("owner")}
        missing = set(tab.names) - set(row["owner"]) - set(row["values"]) - WRITTEN_BY_SHEETS_SYNC
        assert {name.removesuffix(SYNCED) for name in missing} <= {tab.balance}
        assert set(row["values"]) <= set(tab.names) - set(row["owner"])
        assert row["values"][tab.key] == row["key"]


def test_what_is_sold_has_the_kinds_of_cells_its_columns_want(gym: Gym) -> None:
    _sold(gym)
    gym.sell("SUB", "subscription", daily_limits={"towel": 1, "pants": 2})
    rows = {row["key"]: row["owner"] for row in sent(gym)}
    assert {name: told["cell"] for name, told in rows["VOUCHER"].items()} == {
        "name": "VOUCHER",
        "price": 900,
        "charge_amount": 1500,
        "validity_days": 10,
        "bonus_product_id": "BONUS",
        "is_bonus": False,
        "enabled": True,
    }
    assert rows["SUB"]["daily_limits"]["cell"] == '{"pants":2,"towel":1}'
    assert rows["SUB"]["validity_days"]["cell"] == ""


def test_a_voucher_tells_what_was_on_it_and_what_is_left(gym: Gym) -> None:
    voucher = _sold(gym)
    _pay_with(gym, voucher, 1000)
    rows = sent(gym, "member_vouchers")
    assert _cells(rows, voucher) == {
        "voucher_id": voucher,
        "member_id": "A001",
        "voucher_product_id": "VOUCHER",
        "original_amount": 1500,
        "remaining_amount": 500,
        "parent_voucher_id": "",
        "valid_from": BOUGHT,
        "valid_until": "2025-12-03 21:13:20",
        "status": "active",
        "created_at": BOUGHT,
        "updated_at": BOUGHT,
    }
    bonus = _cells(rows, gym.bonus_of(voucher))
    assert (bonus["parent_voucher_id"], bonus["original_amount"], bonus["status"]) == (voucher, 500, "pending")


def test_a_bonus_that_begins_is_written(gym: Gym) -> None:
    gym.price(1000)
    gym.sell("BONUS", "voucher", charge_amount=500, is_bonus=True, validity_days=7)
    gym.sell("ONE", "voucher", charge_amount=1000, bonus_product_id="BONUS")
    voucher = gym.give("voucher", product_id="ONE")
    _pay_with(gym, voucher, 1000)
    settle(gym)
    gym.hand_out(gym.items()[0])
    rows = sent(gym, "member_vouchers")
    assert [_cells(rows, key)["status"] for key in (voucher, gym.bonus_of(voucher))] == ["exhausted", "active"]


def test_a_count_pass_tells_its_uses_and_what_it_pays_for(gym: Gym) -> None:
    towels = gym.grant("A001", 5, category="towel")
    rows = sent(gym, "member_passes")
    cells = _cells(rows, towels)
    assert [cells[name] for name in ("count", "remaining_count", "category")] == [5, 5, "towel"]
    assert _cells(rows, gym.pass_id)["category"] == ""
    _pay_with(gym, towels)
    cells = _cells(sent(gym), towels)
    assert [cells[name] for name in ("count", "remaining_count")] == [5, 4]


def test_a_subscription_tells_its_limits_and_no_balance(gym: Gym) -> None:
    gym.sell("SUB", "subscription", daily_limits={"towel": 1}, validity_days=30)
    key = gym.give("subscription", product_id="SUB")
    cells = _cells(sent(gym, "member_subscriptions"), key)
    assert (cells["subscription_product_id"], cells["daily_limits"]) == ("SUB", '{"towel":1}')
    assert "amount" not in str(cells)


def test_each_entry_of_a_voucher_is_a_line(gym: Gym) -> None:
    voucher = gym.give("voucher", amount=3000)
    gym.price(1000)
    rental_id = _pay_with(gym, voucher, 1000)
    gym.hand_out(gym.items()[0])
    lines = [row["values"] for row in sent(gym, "voucher_transactions")]
    told = ("transaction_type", "amount", "balance_before", "balance_after", "rental_log_id")
    assert [tuple(line[name] for name in told) for line in sorted(lines, key=lambda line: line["id"])] == [
        ("grant", 3000, 0, 3000, ""),
        ("hold", -1000, 3000, 2000, rental_id),
        ("post", 0, 2000, 2000, rental_id),
    ]
    assert {line["voucher_id"] for line in lines} == {voucher}


def test_other_passes_have_no_lines(gym: Gym) -> None:
    gym.rent()
    assert sent(gym, "voucher_transactions") == []


@pytest.mark.parametrize("tab", ["voucher_transactions", "event_logs"])
def test_what_a_restored_ledger_numbers_anew_has_another_name(gym: Gym, tab: str) -> None:
    gym.give("voucher", amount=3000)
    [first, *_] = sent(gym, tab)
    number, _, what = first["key"].partition("-")
    settle(gym)
    assert len(what) == 6
    with gym.ctx.engine.begin() as conn:
        sheet_rows.mark(conn, tab, f"{number}-{'0' * 6}")
    assert sent(gym) == []


def test_a_use_of_a_subscription_writes_the_days_line_and_nothing_of_the_pass(gym: Gym) -> None:
    key = gym.give("subscription", daily_limits={"towel": 2})
    settle(gym)
    _pay_with(gym, key)
    rows = sent(gym)
    assert {row["tab"] for row in rows} == {"subscription_usage", "event_logs"}
    [row] = [row for row in rows if row["tab"] == "subscription_usage"]
    assert row["values"] == {
        "id": f"{key}/2025-11-23/towel",
        "subscription_id": key,
        "member_id": "A001",
        "usage_date": "2025-11-23",
        "category": "towel",
        "used_count": 1,
    }


def test_a_rental_is_written_once_when_its_outcome_is_known(gym: Gym) -> None:
    rental_id = gym.rent(quantity=2).get_json()["rental_id"]
    assert sent(gym, "rental_history") == []
    gym.hand_out(gym.items()[0])
    assert sent(gym, "rental_history") == []
    gym.report(gym.items()[0].device_uuid, "dispense_failed", commandId=gym.items()[0].item_id, reason="motor_stuck")
    [row] = sent(gym, "rental_history")
    assert row["key"] == f"{rental_id}/P-TOWEL"
    assert (row["values"]["quantity"], row["values"]["amount"], row["values"]["result"]) == (2, 1, "partial (1/2)")
    assert (row["values"]["member_id"], row["values"]["payment_type"]) == ("A001", "count")


def test_a_rental_that_waits_for_somebody_is_written_so(gym: Gym) -> None:
    gym.rent()
    gym.pass_by(11)
    assert [row["values"]["result"] for row in sent(gym, "rental_history")] == ["checking (0/1)"]


def test_a_rental_writes_few_rows(gym: Gym) -> None:
    settle(gym)
    gym.rent()
    gym.hand_out(gym.items()[0])
    tabs = Counter(row["tab"] for row in sent(gym))
    assert tabs == {"event_logs": 3, "member_passes": 1, "rental_history": 1}


def test_what_the_owner_sets_is_written_as_the_ledger_has_it(gym: Gym) -> None:
    _set(gym, "opening", "06:00")
    _set(gym, "opening", "07:00")
    [row] = sent(gym, "config")
    assert (row["values"], row["owner"]) == ({"key": "opening"}, {"value": {"cell": "07:00", "held": None}})


def test_notes_on_a_member_are_kept(gym: Gym) -> None:
    gym.member("A001", "010-1000-0001", notes="VIP")
    gym.member("A001", "010-1000-0001")
    [row] = sent(gym, "members")
    assert row["owner"]["notes"]["cell"] == "VIP"


def test_times_are_the_gyms(gym: Gym) -> None:
    [row] = sent(gym, "members")
    assert row["values"]["created_at"] == BOUGHT
