"""Who gets the kiosk's metrics, what is in them, and what its log says of a rental."""

import pytest
from flask import Flask
from structlog.testing import capture_logs

from tests.unit.kiosk_ui.browser import Browser, rental_id
from tests.unit.kiosk_ui.fake_api import PIN, FakeApi


def _scrape(app: Flask, **environ: str) -> tuple[int, str]:
    answer = app.test_client().get("/metrics", environ_overrides=environ)
    return answer.status_code, answer.text


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_this_machine_gets_them(app: Flask, address: str) -> None:
    assert _scrape(app, REMOTE_ADDR=address, HTTP_HOST="127.0.0.1:8080")[0] == 200


@pytest.mark.parametrize(
    "environ",
    [
        {"REMOTE_ADDR": "192.168.4.20"},
        {"REMOTE_ADDR": ""},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "192.168.4.20"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": "for=192.168.4.20"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "192.168.4.1:8080"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "kiosk.example"},
    ],
)
def test_nobody_beyond_it_does(app: Flask, environ: dict[str, str]) -> None:
    status, told = _scrape(app, **environ)
    assert (status, "fbox_" in told) == (404, False)


def test_requests_are_counted_by_route_and_never_by_address(app: Flask, browser: Browser) -> None:
    made = browser.rent()
    browser.get(f"/rentals/{made}")
    told = _scrape(app)[1]
    assert 'fbox_http_requests_total{method="GET",route="/rentals/<rental_id>",status="200"} 1.0' in told
    assert made not in told


def test_words_of_strangers_make_no_labels(app: Flask) -> None:
    app.test_client().open("/nowhere/at/all", method="BREW")
    told = _scrape(app)[1]
    assert 'fbox_http_requests_total{method="OTHER",route="none",status="403"} 1.0' in told


def test_a_file_stays_the_same_for_every_visit(browser: Browser, app: Flask) -> None:
    with browser.get(f"{app.static_url_path}/base.css") as answer:
        assert "Cookie" not in answer.headers.get("Vary", "")


def test_an_order_says_by_its_tap_and_its_rental_what_it_is_about(browser: Browser, api: FakeApi) -> None:
    browser.identify()
    browser.post_cart(P_TOP=1)
    browser.get("/pin")
    with capture_logs() as lines:
        made = rental_id(browser.post("/pin", pin=PIN))
    [answered] = [line for line in lines if line["event"] == "answered"]
    assert (answered["route"], answered["status"], answered["rental_id"]) == ("/pin", 303, made)
    assert PIN not in str(lines)
