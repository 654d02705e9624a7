"""What holds for every answer: no token, no other site, nothing kept, calm where a part is gone."""

import json
import re
from base64 import urlsafe_b64decode
from datetime import timedelta
from zlib import decompress

import pytest
from flask import Flask

from tests.unit.kiosk_ui.browser import OURS, Browser, element, rental_id, words
from tests.unit.kiosk_ui.fake_api import PIN, TOKEN, FakeApi

EVERYWHERE = [
    "/",
    "/products",
    "/cart",
    "/pin",
    "/fragments/products",
    "/healthz",
    "/readyz",
    "/console/login",
    "/nope",
]


def test_the_token_is_in_no_answer(browser: Browser, api: FakeApi) -> None:
    browser.identify()
    browser.post_cart(P_TOP=1)
    for path in EVERYWHERE:
        browser.get(path)
    browser.get(f"/rentals/{rental_id(browser.post('/pin', pin=PIN))}")
    api.down = True
    browser.get("/products")
    browser.post("/console/login", password="password-for-tests")
    assert all(TOKEN not in answer.text + str(answer.headers) + _session(answer) for answer in browser.seen)


def _session(answer: object) -> str:
    """The session cookie's readable content: it is signed, not secret."""
    cookie = str(getattr(answer, "headers", {}).get("Set-Cookie", "")).partition("=")[2].partition(";")[0]
    packed, payload = cookie.startswith("."), cookie.lstrip(".").partition(".")[0]
    raw = urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    return (decompress(raw) if packed else raw).decode()


def test_the_session_cookie_is_for_this_kiosks_own_pages_only(browser: Browser) -> None:
    cookie = browser.identify().headers["Set-Cookie"]
    assert cookie.startswith("fbox_kiosk_8080=")
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://evil.invalid"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://localhost"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://evil.invalid"},
        {"Origin": "null"},
    ],
)
def test_another_sites_post_is_refused(browser: Browser, api: FakeApi, headers: dict[str, str]) -> None:
    assert browser.post("/identify", headers, phone="01010000001").status_code == 403
    assert not api.asked


@pytest.mark.parametrize("headers", [{"Origin": "http://localhost"}, {"Sec-Fetch-Site": "same-origin"}])
def test_our_own_pages_may_post(browser: Browser, headers: dict[str, str]) -> None:
    assert browser.post("/identify", headers, phone="01010000001").location == "/products"


def test_no_page_is_kept_by_the_browser_or_asks_outside(browser: Browser) -> None:
    page = browser.get("/")
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Content-Security-Policy"].startswith("default-src 'self'")


def test_no_page_names_another_host(browser: Browser) -> None:
    browser.identify()
    browser.post_cart(P_TOP=1)
    for path in ("/products", "/cart", "/pin"):
        assert "http" not in browser.get(path).text


def test_a_visit_renewed_by_nobody_is_void(app: Flask, browser: Browser) -> None:
    assert app.permanent_session_lifetime <= timedelta(minutes=10)
    browser.identify()
    app.config["PERMANENT_SESSION_LIFETIME"] = -1
    assert browser.get("/products").location == "/"


@pytest.mark.parametrize("path", ["/", "/products", "/cart"])
def test_without_the_api_a_calm_page_waits_and_comes_back_to_the_same_place(
    browser: Browser, api: FakeApi, path: str
) -> None:
    if path != "/":
        browser.identify()
        browser.post_cart(P_TOP=1)
    api.down = True
    page = browser.get(path)
    assert page.status_code == 503
    assert f'data-again="{path}"' in element(page, "gone")
    assert browser.get("/readyz").status_code == 503
    api.down = False
    assert browser.get("/readyz").status_code == 204
    assert browser.get(path).status_code == 200


def test_a_number_given_while_the_api_is_gone_waits_at_the_start(browser: Browser, api: FakeApi) -> None:
    api.down = True
    assert 'data-again="/"' in element(browser.identify(), "gone")


def test_without_the_api_a_fragment_says_503(browser: Browser, api: FakeApi) -> None:
    api.down = True
    assert browser.get("/fragments/start").status_code == 503


def test_the_kiosk_is_alive_without_the_api(browser: Browser, api: FakeApi) -> None:
    api.down = True
    assert json.loads(browser.get("/healthz").text) == {"status": "ok"}


def test_a_page_that_does_not_exist_leads_back_to_the_start(browser: Browser) -> None:
    page = browser.get("/nope")
    assert page.status_code == 404
    assert "처음으로" in words(page)


def test_an_api_that_refuses_our_token_is_a_gone_api_to_a_member(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.unit.kiosk_ui.fake_api.TOKEN", "changed")
    assert element(browser.get("/"), "gone")


def test_a_script_that_posts_a_form_is_told_where_it_leads(browser: Browser) -> None:
    answer = browser.post("/identify", headers=OURS | {"By-Script": "1"}, phone="01010000001")
    assert (answer.status_code, answer.headers["To"]) == (204, "/products")
    assert browser.get("/").location == "/products"


def test_a_browser_keeps_scripts_and_styles_so_that_a_page_works_whose_server_ends(browser: Browser) -> None:
    [script] = re.findall(r'src="(/static/[^"]+kiosk\.js)"', browser.get("/").text)
    with browser.get(script) as answer:
        assert "max-age=31536000" in answer.headers["Cache-Control"]
