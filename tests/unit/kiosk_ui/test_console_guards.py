"""What holds for every page and every form of the operator's console, those that are added later too."""

import time
from collections.abc import Iterator

import pytest
from flask import Flask

from shared.config import Settings
from shared.console_login import VOID_AFTER, cookie_name, is_operator
from tests.unit.kiosk_ui.browser import OURS, Browser, csrf, element
from tests.unit.kiosk_ui.fake_api import FakeApi

LOGIN = "/console/login"


def paths(app: Flask, method: str) -> Iterator[str]:
    """Every path of the console that takes the method, its blanks filled in."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/console") and rule.rule != LOGIN and method in (rule.methods or ()):
            yield adapter.build(rule.endpoint, dict.fromkeys(rule.arguments, "1"), method=method)


def test_no_page_opens_without_the_password(app: Flask, browser: Browser, api: FakeApi) -> None:
    pages = list(paths(app, "GET"))
    assert "/console/devices/1/1" in pages
    for path in pages:
        answer = browser.get(path)
        assert answer.status_code == (401 if path.startswith("/console/fragment") else 303), path
        assert answer.status_code == 401 or answer.location == LOGIN, path
    assert not api.asked


def test_no_form_is_taken_without_the_password(app: Flask, browser: Browser, api: FakeApi) -> None:
    for path in paths(app, "POST"):
        assert browser.post(path, csrf="").location == LOGIN, path
    assert not api.asked


@pytest.mark.parametrize("token", [None, "", "forged"])
def test_no_form_is_taken_without_its_token(app: Flask, operator: Browser, api: FakeApi, token: str | None) -> None:
    forms = list(paths(app, "POST"))
    assert "/console/logout" in forms
    for path in forms:
        form = {} if token is None else {"csrf": token}
        assert operator.post(path, **form).status_code == 403, path
    assert not api.asked


def test_no_form_is_taken_from_another_site(app: Flask, operator: Browser, api: FakeApi) -> None:
    token = csrf(operator.get("/console/devices"))
    api.asked.clear()
    elsewhere = OURS | {"Origin": "https://elsewhere.invalid", "Sec-Fetch-Site": "cross-site"}
    for path in (LOGIN, *paths(app, "POST")):
        assert operator.post(path, elsewhere, csrf=token).status_code == 403, path
    assert not api.asked


def test_a_login_that_nobody_uses_ends(app: Flask, operator: Browser) -> None:
    assert app.permanent_session_lifetime == VOID_AFTER
    app.config["PERMANENT_SESSION_LIFETIME"] = -1
    assert operator.get("/console").location == LOGIN


def test_a_page_renews_the_login_and_what_keeps_a_page_true_does_not(operator: Browser) -> None:
    assert "Set-Cookie" in operator.get("/console/devices").headers
    assert "Set-Cookie" not in operator.get("/console/fragments/devices").headers


def test_every_page_leads_to_every_section_and_names_its_own(operator: Browser) -> None:
    page = operator.get("/console/devices")
    for icon in ("now", "device", "bell", "sheet"):
        assert element(page, f"nav-{icon}")
    assert 'aria-current="page"' in element(page, "nav-device")
    assert page.text.count("aria-current") == 1


def test_the_dashboard_knows_the_consoles_session_and_no_other(operator: Browser, settings: Settings) -> None:
    """Holds shared.console_login to Flask's own way of signing."""
    secret, port = settings.kiosk_secret.get_secret_value(), settings.kiosk_port
    page = operator.get("/console")
    cookie = page.headers["Set-Cookie"].partition(";")[0]
    assert is_operator(f"other=1; {cookie}", port, secret)
    assert not is_operator(cookie, port, "another stack's secret")
    assert not is_operator(cookie, port + 1, secret)
    assert not is_operator(f"{cookie_name(port)}=forged", port, secret)
    member = operator.identify().headers["Set-Cookie"].partition(";")[0]
    assert not is_operator(member, port, secret)


def test_a_session_of_more_than_ten_minutes_ago_is_void_at_the_dashboard(
    operator: Browser, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    cookie = operator.get("/console").headers["Set-Cookie"].partition(";")[0]
    later = time.time() + VOID_AFTER.total_seconds() + 2
    monkeypatch.setattr(time, "time", lambda: later)
    assert not is_operator(cookie, settings.kiosk_port, settings.kiosk_secret.get_secret_value())
