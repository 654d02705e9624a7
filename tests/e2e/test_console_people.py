"""The console's people side in a browser, on the whole stack."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.operator import Operator
from tests.support.renting import MEMBER, Renter
from tests.support.stack import Stack, StackOptions

STACK = StackOptions(motor_ms=400, heartbeat_interval=2)
TOWEL = "P-TOWEL"


@pytest.fixture(autouse=True)
def complaints(operator: Operator) -> None:
    """Nor may a page lack anything that it asks for."""
    operator.page.on("console", lambda said: operator.errors.append(said.text) if said.type == "error" else None)
    operator.go("")


def test_a_member_is_found_given_a_pass_corrected_and_his_rental_followed_to_the_sheet(
    operator: Operator, stack: Stack
) -> None:
    operator.press("nav-people")
    operator.at("query").fill("0001")
    operator.press("search")
    operator.press(f"member-{MEMBER}")
    operator.fits()
    operator.press("grant")
    operator.at("count").fill("7")
    operator.fits()
    operator.press("send")
    expect(operator.at("note")).to_contain_text("7회권")

    operator.page.locator("[data-testid^='adjust-']").first.click()
    operator.at("amount").fill("2")
    operator.at("reason").fill("오류 보상")
    operator.press("look")
    expect(operator.at("before-after")).to_have_text(re.compile(r"7회\s*→\s*9회\s*\+2회"))
    operator.at("sure").dblclick()
    expect(operator.at("note")).to_contain_text("지금 9회 남았어요")
    expect(operator.page.locator("[data-testid^='entry-']").first).to_contain_text("오류 보상")

    renter = Renter(stack)
    rental_id = renter.rent(TOWEL)
    renter.wait_settled(rental_id)
    operator.press("nav-rental")
    operator.fits()
    operator.press(f"rental-{rental_id}")
    expect(operator.page.locator("[data-what='sheet_row']")).to_have_attribute("data-state", "confirmed")
    steps = operator.page.locator("[data-testid='timeline'] li").evaluate_all(
        "all => all.map((one) => one.dataset.what)"
    )
    in_order = [step for step in steps if step != "event"]
    assert in_order[0] == "requested"
    assert in_order[-1] == "sheet_row"
    assert {"held", "dispatched", "answered", "posted"} <= set(in_order)
    operator.fits()


def test_the_figures_are_drawn_with_a_table_beside(operator: Operator, stack: Stack) -> None:
    renter = Renter(stack)
    renter.wait_settled(renter.rent(TOWEL))
    operator.press("nav-chart")
    operator.fits()
    hours = operator.at("chart-hours")
    expect(hours.get_by_role("img")).to_be_visible()
    hours.get_by_text("표로 보기").click()
    expect(hours.get_by_role("table")).to_be_visible()
    expect(operator.at("chart-dispensing").locator("rect.bar").first).to_be_attached()
    assert operator.page.locator("path.line").count() == len(stack.boards)
