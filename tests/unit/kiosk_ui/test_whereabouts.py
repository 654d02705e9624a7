"""Which kiosk the API is told of: nothing that a member could begin anew."""

import platform

import pytest
from flask import Flask

from services.kiosk_ui.whereabouts import kiosk_name
from tests.unit.kiosk_ui.browser import Browser
from tests.unit.kiosk_ui.fake_api import PIN, FakeApi


def _name(app: Flask, address: str) -> str:
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        return kiosk_name()


@pytest.mark.parametrize("address", ["192.168.0.21", "fd00::21"])
def test_a_browser_elsewhere_is_known_by_its_address(app: Flask, address: str) -> None:
    assert _name(app, address) == address


@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.0.2", "::1", ""])
def test_a_browser_on_this_machine_is_known_by_the_machine(
    app: Flask, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr(platform, "node", lambda: "gym-1-left")
    assert _name(app, address) == "gym-1-left"


@pytest.mark.parametrize(("machine", "name"), [("", "kiosk"), ("키오스크 1", "-----1"), ("k" * 50, "k" * 40)])
def test_the_name_is_always_one_that_the_api_takes(
    app: Flask, monkeypatch: pytest.MonkeyPatch, machine: str, name: str
) -> None:
    monkeypatch.setattr(platform, "node", lambda: machine)
    assert _name(app, "127.0.0.1") == name


def test_a_link_local_address_keeps_no_sign_the_api_refuses(app: Flask) -> None:
    assert _name(app, "fe80::21%eth0") == "fe80::21-eth0"


def test_lookups_and_orders_say_which_kiosk_they_come_from(browser: Browser, api: FakeApi) -> None:
    browser.identify()
    browser.post_cart(P_TOP=1)
    browser.post("/pin", pin=PIN)
    told = dict(zip(api.asked, api.kiosks, strict=True))
    assert told["POST /api/members/identify"] == told["POST /api/rentals"] is not None


def test_a_new_visit_and_a_new_cookie_are_the_same_kiosk(app: Flask, browser: Browser, api: FakeApi) -> None:
    browser.identify()
    browser.post("/done")
    browser.identify()
    Browser(app).identify()
    assert len(set(api.kiosks)) == 1
