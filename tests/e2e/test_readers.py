"""A card in a reader that types as a keyboard does: it logs in where nobody is, and disturbs nobody anywhere else."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.support.kiosk import SCREEN
from tests.support.scenes.visitor import Look, Visitor, before_a_kiosk

UID = "5A41B914524189"
# At once, as no test's fingers are on a busy machine; whether the page kept Enter from what the keyboard is at.
TYPE = """(code) => {
  const press = (key) => document.activeElement.dispatchEvent(
    new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  [...code].forEach(press);
  return !press("Enter");
}"""


@pytest.fixture(scope="module")
def shown(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    page = chromium.new_page(viewport=SCREEN, has_touch=True)  # type: ignore[arg-type]
    with before_a_kiosk(page, tmp_path_factory.mktemp("kiosk")) as one:
        yield one


@pytest.fixture
def visitor(shown: Visitor) -> Visitor:
    shown.begin(Look("ko"))
    shown.api.members["A001"]["nfc_uid"] = UID
    return shown


def read(visitor: Visitor, code: str) -> None:
    assert visitor.page.evaluate(TYPE, code)


@pytest.mark.parametrize("code", ["A001", UID, "01010000001"])
def test_an_id_a_card_or_a_number_logs_in_at_the_start(visitor: Visitor, code: str) -> None:
    visitor.open("/")
    read(visitor, code)
    visitor.page.wait_for_url("**/products")


def test_a_card_nobody_knows_leaves_an_empty_keypad_and_a_word(visitor: Visitor) -> None:
    visitor.open("/")
    read(visitor, "99999999999999")
    expect(visitor.at("note")).to_contain_text("등록되지 않은 키나 카드")
    expect(visitor.at("phone")).to_have_text("010")


def test_a_card_among_the_products_presses_no_button_and_changes_no_member(visitor: Visitor) -> None:
    visitor.identify("A002")
    visitor.open("/products")
    visitor.at("plus-P-TOWEL").focus()
    read(visitor, UID)
    expect(visitor.at("taken")).to_be_visible()
    expect(visitor.at("quantity-P-TOWEL")).to_have_text("0")
    expect(visitor.at("member-name")).to_contain_text("이*다")


def test_a_card_at_the_pin_is_no_pin(visitor: Visitor) -> None:
    visitor.identify()
    visitor.fill('{"P-TOWEL": 1}')
    visitor.open("/pin")
    visitor.at("key-1").tap()
    read(visitor, "20240861201")
    expect(visitor.at("taken")).to_be_visible()
    expect(visitor.page.locator("[data-full]")).to_have_count(0)
    assert not visitor.api.rentals
