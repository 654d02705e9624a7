"""The operator at the console, in front of the whole stack with the real firmware."""

import httpx
from playwright.sync_api import expect

from deploy import boards
from tests.support.operator import Operator
from tests.support.stack import Stack, StackOptions

STACK = StackOptions(motor_ms=400, heartbeat_interval=2)
UUID = boards.uuid(3)
SECTIONS = ("now", "device", "bell", "sheet")


def test_the_operator_logs_in_and_every_section_fits_its_screen(operator: Operator) -> None:
    operator.page.context.clear_cookies()
    operator.go("/login")
    operator.fits()
    operator.give_password(operator.password)
    for section in SECTIONS:
        operator.press(f"nav-{section}")
        expect(operator.at(f"nav-{section}")).to_have_attribute("aria-current", "page")
        operator.fits()
    operator.at("logout").click()
    expect(operator.at("password")).to_be_visible()


def test_a_command_is_asked_about_sent_and_its_answer_shown_without_a_reload(operator: Operator) -> None:
    operator.go("")
    operator.at("nav-device").click()
    operator.at(f"device-{UUID}").click()
    operator.page.wait_for_url(f"**/devices/{UUID}")
    operator.fits()
    operator.at("lock").click()
    operator.page.wait_for_url("**/LOCK")
    operator.fits()
    operator.at("send").click()
    answered(operator, "LOCK", "done", "잠김")
    operator.fits()
    operator.go(f"/devices/{UUID}/UNLOCK")
    operator.at("send").click()
    answered(operator, "UNLOCK", "done", "잠금 풀림")


def test_a_dispenser_that_is_sent_home_says_that_it_is_there(operator: Operator) -> None:
    operator.go(f"/devices/{UUID}/HOME")
    operator.at("send").click()
    answered(operator, "HOME", "done", "재고")


def test_stop_is_one_tap_from_the_dispensers_page(operator: Operator) -> None:
    operator.go(f"/devices/{UUID}")
    operator.at("stop").click()
    answered(operator, "STOP", "done", "재고")


def test_a_refill_is_counted_compared_and_answered_by_the_dispenser(operator: Operator, stack: Stack) -> None:
    operator.go(f"/devices/{UUID}/refill")
    stack.board(UUID).door("open")
    expect(operator.at("door")).to_have_text("열림")
    stack.board(UUID).door("closed")
    expect(operator.at("door")).to_have_text("닫힘")
    before = int(operator.at("device-stock").inner_text())
    counted = before - 2
    operator.at("stock").fill(str(counted))
    operator.fits()
    operator.at("next").click()
    expect(operator.at("difference")).to_have_text("-2")
    operator.fits()
    operator.at("send").click()
    answered(operator, "SET_STOCK", "done", f"재고 {counted}")
    expect(operator.at(f"stock-{UUID}")).to_have_text(str(counted))
    told = stack.api.get(f"/api/devices/{UUID}").json()["commands"]
    logged = next(one for one in told if one["cmd"] == "SET_STOCK")
    assert (logged["by"], logged["expected"], logged["stock"]) == ("operator", before, counted)


def test_an_alert_comes_by_itself_and_leads_to_its_place(operator: Operator, stack: Stack) -> None:
    operator.go("/alerts")
    command(stack, "SET_STOCK", stock=3)
    try:
        expect(operator.at("alert-low_stock").first).to_be_visible()
        operator.fits()
        operator.go("")
        operator.at("go-low_stock").first.click()
        expect(operator.at("refill")).to_be_visible()
    finally:
        command(stack, "SET_STOCK", stock=12)


def test_five_wrong_passwords_lock_even_the_right_one_out(operator: Operator) -> None:
    operator.page.context.clear_cookies()
    for _ in range(5):
        operator.give_password("wrong")
        expect(operator.at("note")).to_contain_text("맞지 않아요")
    operator.give_password(operator.password)
    expect(operator.at("note")).to_contain_text("여러 번 틀렸어요")


def test_the_queues_are_behind_the_same_login(operator: Operator, stack: Stack) -> None:
    operator.go("")
    operator.at("queues").click()
    operator.page.wait_for_url(f"{stack.dashboard_url}/**")
    expect(operator.page.get_by_text("ledger").first).to_be_visible()
    operator.go("")
    operator.at("logout").click()
    expect(operator.at("password")).to_be_visible()
    operator.page.goto(stack.dashboard_url)
    operator.page.get_by_role("link", name="콘솔로").click()
    expect(operator.at("password")).to_be_visible()


def answered(operator: Operator, cmd: str, state: str, words: str) -> None:
    """Until the newest command on the page is this one, and is answered."""
    card = operator.page.locator("article.command").first
    expect(card).to_have_attribute("data-cmd", cmd)
    expect(card).to_have_attribute("data-state", state)
    expect(card.get_by_test_id("answer")).to_contain_text(words)


def command(stack: Stack, cmd: str, **fields: int) -> None:
    answer = stack.api.post(f"/api/devices/{UUID}/commands", json={"cmd": cmd, **fields})
    assert answer.status_code == httpx.codes.ACCEPTED
