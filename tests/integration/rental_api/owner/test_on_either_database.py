"""The same on SQLite and PostgreSQL, hostile cells first of all: stored or explained, and never fatal."""

from collections.abc import Iterator
from typing import Any

import pytest

from shared.pins import HASHER
from tests.integration.rental_api.owner.workbook import Owner
from tests.support.either import EITHER, ledger_on

HOSTILE = (
    "=1+1",
    '=IMPORTXML("https://example.org/", "//a")',
    "x" * 10_000,
    "two\0halves",
    "half a \ud83d pair",
    "💪" * 30,
    "\u202e김하늘",
    "'; DROP TABLE members; --",
    "1.7639E+15",
    "\t\n",
    10**18,
    -(10**18),
    True,
)
MEMBER = {"name": "이바다", "phone": "010-1234-5678", "payment_password": "", "status": "active", "notes": ""}


@pytest.fixture(params=EITHER)
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    with ledger_on(request) as url:
        yield url


def of_every_tab(owner: Owner, key: str, cell: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - cells
    """Rows that hold the same in every cell."""
    columns = {
        "members": ("name", "phone", "payment_password", "status", "notes"),
        "products": ("name", "price", "enabled", "display_order"),
        "voucher_products": ("name", "price", "charge_amount", "validity_days", "bonus_product_id", "is_bonus"),
        "subscription_products": ("name", "price", "validity_days", "daily_limits", "enabled"),
        "member_vouchers": ("member_id", "voucher_product_id", "original_amount", "parent_voucher_id", "created_at"),
        "member_subscriptions": ("member_id", "subscription_product_id", "valid_from", "valid_until", "daily_limits"),
        "member_passes": ("member_id", "category", "count", "valid_until", "status"),
        "config": ("value",),
    }
    return [owner.row(tab, key, **dict.fromkeys(names, cell)) for tab, names in columns.items()]


def test_a_hostile_cell_is_stored_or_explained_in_new_rows_and_old(owner: Owner) -> None:
    owner.gym.sell("KNOWN", "voucher", charge_amount=1000)
    owner.gym.member("KNOWN", "010-1000-0002")
    for cell in HOSTILE:
        owner.states(*of_every_tab(owner, "NEW", cell), *of_every_tab(owner, "KNOWN", cell))
    owner.repeats()
    assert owner.gym.difference() is None


def test_a_hostile_key_is_explained_or_kept_as_a_setting(owner: Owner) -> None:
    for key in [cell for cell in HOSTILE if isinstance(cell, str)]:
        *notes, of_the_setting = owner.states(*of_every_tab(owner, key, "x"))
        assert all(notes)
        assert of_the_setting or owner.ledgers("config", key) == {"value": "x"}


def test_a_hostile_balance_is_refused_whatever_its_mark(owner: Owner) -> None:
    pass_id = owner.gym.pass_id
    owner.wrote("member_passes", pass_id, 100, 10)
    for mark in (None, 0, -1, 100, 2**63 - 1):
        for cell in (10**9, -(10**9), 2**31):
            assert owner.says("member_passes", pass_id, mark=mark, cell=cell) != {}
    assert owner.gym.balance() == 10


def test_a_day_of_the_owners_is_taken_over_once(owner: Owner) -> None:
    owner.states(
        owner.row("members", "M1", **MEMBER | {"payment_password": HASHER.hash("135790")}),
        owner.row("voucher_products", "VCH-B", name="보너스", charge_amount=500, is_bonus=True),
        owner.row("voucher_products", "VCH", name="만원권", charge_amount=10000, bonus_product_id="VCH-B"),
        owner.row("subscription_products", "SUB", name="구독", daily_limits={"top": 1}, validity_days=30),
        owner.row("member_vouchers", "V1", member_id="M1", voucher_product_id="VCH"),
        owner.row("member_subscriptions", "S1", member_id="M1", subscription_product_id="SUB"),
        owner.row("member_passes", "P1", member_id="M1", count=10),
        owner.row("config", "greeting", value="안녕하세요"),
        owner.row("member_passes", owner.gym.pass_id, mark=None, cell=10),
    )
    owner.says("members", "M1", **MEMBER | {"notes": "새벽반"})
    owner.wrote("member_vouchers", "V1", 200, 10000)
    owner.says("member_vouchers", "V1", member_id="M1", mark=200, cell=15000)
    owner.says("members", "M1", replaced_by=300, wrote={"notes": "새벽반"}, notes="저녁반")
    owner.repeats()
    assert (owner.gym.balance("V1"), owner.gym.balance("P1"), owner.gym.state("S1")) == (15000, 10, "active")
    assert owner.ledgers("members", "M1")["payment_password"] == "set"
    assert owner.gym.difference() is None
