"""What a browser keeps for the moments in which there is no server to ask."""

import re

from tests.unit.kiosk_ui.browser import Browser, element


def kept_by(browser: Browser, path: str) -> str:
    found = re.search(r'data-away="([^"]*)"', browser.get(path).text)
    return found[1].replace("&amp;", "&") if found else ""


def test_a_screen_names_the_calm_page_in_its_own_language_and_view(browser: Browser) -> None:
    before = kept_by(browser, "/")
    browser.post("/language", lang="en")
    browser.post("/view", view="large")
    named = kept_by(browser, "/")
    assert named not in ("", before)
    page = browser.get(named).text
    assert 'lang="en" data-view="large"' in page


def test_the_calm_page_asks_for_whichever_address_it_stands_under(browser: Browser) -> None:
    page = browser.get(kept_by(browser, "/"))
    assert 'data-again=""' in element(page, "gone")
    assert 'action="/language"' not in page.text


def test_the_worker_stands_before_every_screen(browser: Browser) -> None:
    with browser.get("/worker.js") as answer:
        assert answer.mimetype == "text/javascript"


def test_the_console_keeps_no_page_of_the_kiosk(browser: Browser) -> None:
    assert kept_by(browser, "/console/login") == ""
