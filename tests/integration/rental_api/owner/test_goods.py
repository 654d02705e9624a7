"""What the owner changes of what is rented, what is sold, and of his settings."""

from typing import Any

import pytest

from services.rental_api.ledger import settings_of_owner
from tests.integration.rental_api.owner.workbook import Owner
from tests.support.gym import TOWELS, Gym

VOUCHER = {
    "name": "30,000원권", "price": 30000, "charge_amount": 30000, "validity_days": "", "bonus_product_id": "",
    "is_bonus": False, "enabled": True,
}  # fmt: skip
SUBSCRIPTION = {
    "name": "한 달", "price": 39000, "validity_days": 30, "daily_limits": {"top": 1, "towel": 2}, "enabled": True,
}  # fmt: skip


@pytest.fixture
def shop(gym: Gym) -> Owner:
    """Towels in a dispenser; a voucher, a bonus and a subscription on sale."""
    gym.boot(TOWELS, 20)
    gym.sell("VCH-BONUS", "voucher", charge_amount=500, is_bonus=True)
    gym.sell("VCH-30K", "voucher", charge_amount=30000, price=30000)
    gym.sell("SUB-1M", "subscription", daily_limits={"top": 1})
    return Owner(gym)


def test_a_price_is_taken_over(shop: Owner) -> None:
    shop.holds("products", "P-TOWEL", price="0")
    assert shop.says("products", "P-TOWEL", price=1500) == {}
    assert shop.told() == ["owner: 상품 P-TOWEL, 가격 0원 → 1,500원"]
    [product] = shop.gym.get("/api/products")["products"]
    assert product["price"] == 1500


def test_a_product_can_be_taken_off_and_put_in_order(shop: Owner) -> None:
    shop.says("products", "P-TOWEL", enabled=False, display_order=7)
    assert shop.ledgers("products", "P-TOWEL") == {"name": "수건", "price": 0, "enabled": False, "display_order": 7}


@pytest.mark.parametrize(
    ("column", "cell"), [("price", -1), ("price", 10_000_001), ("price", ""), ("enabled", ""), ("display_order", -1)]
)
def test_a_product_keeps_what_the_cell_cannot_say(shop: Owner, column: str, cell: Any) -> None:  # noqa: ANN401
    shop.holds("products", "P-TOWEL", price="0", enabled="TRUE", display_order="0")
    before = shop.ledgers("products", "P-TOWEL")
    assert shop.says("products", "P-TOWEL", **{column: cell})[column].startswith(f"{column}: ")
    assert shop.ledgers("products", "P-TOWEL") == before


def test_a_product_that_no_dispenser_has_is_explained_without_an_event(shop: Owner) -> None:
    assert "기기" in shop.says("products", "P-NEW", name="새 상품")["product_id"]
    assert shop.told("owner_edit_refused") == []


def test_a_change_of_what_is_sold_leaves_its_other_columns(shop: Owner) -> None:
    assert shop.says("voucher_products", "VCH-30K", **VOUCHER | {"validity_days": 365}) == {}
    assert shop.ledgers("voucher_products", "VCH-30K") == VOUCHER | {"validity_days": 365}
    assert "owner: 금액권 상품 VCH-30K, 유효 기간 (없음) → 365일" in shop.told()


def test_a_voucher_gets_a_bonus_that_there_is(shop: Owner) -> None:
    assert shop.says("voucher_products", "VCH-30K", bonus_product_id="VCH-BONUS") == {}
    assert shop.ledgers("voucher_products", "VCH-30K")["bonus_product_id"] == "VCH-BONUS"


@pytest.mark.parametrize("other", ["NONE", "VCH-30K", "SUB-1M"])
def test_a_bonus_that_is_none_is_refused(shop: Owner, other: str) -> None:
    assert "bonus_product_id" in shop.says("voucher_products", "VCH-30K", bonus_product_id=other)


def test_a_bonus_has_no_bonus_and_stays_one(shop: Owner) -> None:
    notes = shop.says("voucher_products", "VCH-BONUS", bonus_product_id="VCH-BONUS", is_bonus=False)
    assert set(notes) == {"bonus_product_id", "is_bonus"}


def test_limits_are_taken_over_as_a_whole(shop: Owner) -> None:
    shop.says("subscription_products", "SUB-1M", daily_limits={"top": 2, "pants": 1})
    assert shop.ledgers("subscription_products", "SUB-1M")["daily_limits"] == '{"pants":1,"top":2}'


@pytest.mark.parametrize("limits", [{"hat": 1}, {"top": 0}, {"top": 11}, "", "매일"])
def test_limits_that_are_none_are_refused(shop: Owner, limits: Any) -> None:  # noqa: ANN401 - cells
    shop.holds("subscription_products", "SUB-1M", daily_limits='{"top":1}')
    assert "daily_limits" in shop.says("subscription_products", "SUB-1M", daily_limits=limits)


def test_a_new_voucher_is_on_sale_once_however_often_it_is_told(shop: Owner) -> None:
    assert shop.says("voucher_products", "VCH-NEW", **VOUCHER | {"name": "새 금액권"}) == {}
    shop.repeats()
    assert shop.told() == ["owner: 새 금액권 상품 VCH-NEW, 새 금액권"]
    assert shop.gym.pass_(shop.gym.give("voucher", product_id="VCH-NEW")).balance == 30000


def test_what_a_new_product_leaves_blank_is_filled_in(shop: Owner) -> None:
    shop.says("subscription_products", "SUB-NEW", **SUBSCRIPTION | {"price": "", "enabled": "", "validity_days": ""})
    assert shop.ledgers("subscription_products", "SUB-NEW")["price"] == 0
    held = shop.held("subscription_products", "SUB-NEW", "enabled")
    assert held
    assert (held.held, held.value) == ("", "")


@pytest.mark.parametrize(
    ("tab", "cells", "missing"),
    [
        ("voucher_products", VOUCHER | {"charge_amount": ""}, "charge_amount"),
        ("voucher_products", VOUCHER | {"name": ""}, "name"),
        ("subscription_products", SUBSCRIPTION | {"daily_limits": ""}, "daily_limits"),
        ("voucher_products", VOUCHER | {"bonus_product_id": "VCH-LATER"}, "bonus_product_id"),
    ],
)
def test_an_incomplete_product_waits_with_a_note_and_no_event(
    shop: Owner, tab: str, cells: dict[str, Any], missing: str
) -> None:
    assert list(shop.says(tab, "NEW", **cells)) == [missing]
    assert (shop.ledgers(tab, "NEW"), shop.told("owner_edit_refused")) == ({}, [])


def test_a_product_whose_bonus_comes_later_is_taken_when_it_is_told_again(shop: Owner) -> None:
    waiting = shop.row("voucher_products", "VCH-NEW", **VOUCHER | {"bonus_product_id": "VCH-LATER"})
    shop.states(waiting)
    shop.says("voucher_products", "VCH-LATER", **VOUCHER | {"is_bonus": True})
    assert shop.states(waiting) == [{}]


def test_a_number_that_is_another_kinds_is_refused(shop: Owner) -> None:
    assert "product_id" in shop.says("voucher_products", "SUB-1M", **VOUCHER)
    assert shop.ledgers("subscription_products", "SUB-1M")["daily_limits"] == '{"top":1}'


def test_a_setting_is_kept_whatever_it_is_called(shop: Owner) -> None:
    assert shop.says("config", "인사말 (kiosk)", value="어서 오세요") == {}
    with shop.gym.ctx.reads.begin() as conn:
        assert settings_of_owner.read(conn, shop.gym.ctx.site, ["인사말 (kiosk)"]) == {
            "인사말 (kiosk)": "어서 오세요"
        }
    assert shop.told() == ["owner: 설정 인사말 (kiosk), 값 (없음) → 어서 오세요"]


def test_a_setting_can_be_emptied(shop: Owner) -> None:
    shop.says("config", "greeting", value="hello")
    assert shop.says("config", "greeting", value="") == {}
    assert shop.ledgers("config", "greeting") == {"value": ""}


@pytest.mark.parametrize(("key", "value", "column"), [("k" * 81, "v", "key"), ("k", "v" * 501, "value")])
def test_a_setting_too_long_to_keep_is_explained(shop: Owner, key: str, value: str, column: str) -> None:
    assert column in shop.says("config", key, value=value)
