"""The console's people side in a browser, at a phone's and a desk's size, on the whole stack."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.support.kiosk import CHROMIUM, FLAGS, PATIENCE_MS
from tests.support.renting import MEMBER, Renter
from tests.support.stack import Stack, StackOptions

STACK = StackOptions(heartbeat_interval=2)
TOWEL = "P-TOWEL"
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
SLOW_MS = 4 * PATIENCE_MS

WRONG = """() => [...document.querySelectorAll('main *')].filter((e) => {
  const box = e.getBoundingClientRect();
  if (!box.width || e.closest('.unseen, thead, svg')) return false;
  const small = e.matches('a, button, summary, select') && Math.min(box.width, box.height) < 48;
  return box.right > innerWidth + 1 || small;
}).map((e) => e.outerHTML.slice(0, 120))"""
"""What reaches over the screen's edge or is too small for a finger."""


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def page(request: pytest.FixtureRequest, stack: Stack) -> Iterator[Page]:
    """An operator who is logged in; whatever his pages complained of fails the test."""
    wrong: list[str] = []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = chromium.new_page(viewport=request.param, base_url=stack.kiosk_url, locale="ko-KR")
        page.set_default_timeout(SLOW_MS)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.goto("/console/login")
        page.get_by_test_id("password").fill(stack.settings.operator_password.get_secret_value())
        page.get_by_test_id("login").click()
        page.wait_for_url("**/console")
        yield page
        chromium.close()
    assert wrong == []


def press(page: Page, hook: str) -> None:
    with page.expect_navigation():
        page.get_by_test_id(hook).click()


def test_a_member_is_found_given_a_pass_corrected_and_his_rental_followed_to_the_sheet(
    page: Page, stack: Stack
) -> None:
    press(page, "nav-people")
    page.get_by_test_id("query").fill("0001")
    press(page, "search")
    press(page, f"member-{MEMBER}")
    assert page.evaluate(WRONG) == []
    press(page, "grant")
    page.get_by_test_id("count").fill("7")
    assert page.evaluate(WRONG) == []
    press(page, "send")
    expect(page.get_by_test_id("note")).to_contain_text("7회권")

    page.locator("[data-testid^='adjust-']").first.click()
    page.get_by_test_id("amount").fill("2")
    page.get_by_test_id("reason").fill("오류 보상")
    press(page, "look")
    expect(page.get_by_test_id("before-after")).to_have_text(re.compile(r"7회\s*→\s*9회\s*\+2회"))
    page.get_by_test_id("sure").dblclick()
    expect(page.get_by_test_id("note")).to_contain_text("지금 9회 남았어요")
    expect(page.locator("[data-testid^='entry-']").first).to_contain_text("오류 보상")

    renter = Renter(stack)
    rental_id = renter.rent(TOWEL)
    renter.wait_settled(rental_id)
    press(page, "nav-rental")
    assert page.evaluate(WRONG) == []
    press(page, f"rental-{rental_id}")
    expect(page.locator("[data-what='sheet_row']")).to_have_attribute("data-state", "confirmed", timeout=SLOW_MS)
    steps = page.locator("[data-testid='timeline'] li").evaluate_all("all => all.map((one) => one.dataset.what)")
    in_order = [step for step in steps if step != "event"]
    assert in_order[0] == "requested"
    assert in_order[-1] == "sheet_row"
    assert {"held", "dispatched", "answered", "posted"} <= set(in_order)
    assert page.evaluate(WRONG) == []


def test_the_figures_are_drawn_with_a_table_beside(page: Page, stack: Stack) -> None:
    renter = Renter(stack)
    renter.wait_settled(renter.rent(TOWEL))
    press(page, "nav-chart")
    assert page.evaluate(WRONG) == []
    hours = page.get_by_test_id("chart-hours")
    expect(hours.get_by_role("img")).to_be_visible()
    hours.get_by_text("표로 보기").click()
    expect(hours.get_by_role("table")).to_be_visible()
    expect(page.get_by_test_id("chart-dispensing").locator("rect.bar").first).to_be_attached()
    assert page.locator("path.line").count() == len(stack.boards)
