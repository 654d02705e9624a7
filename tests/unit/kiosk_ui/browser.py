"""What a member's browser does, told in the words of the screens."""

import json
import re
from html import unescape

from flask import Flask
from werkzeug.test import TestResponse

from tests.unit.kiosk_ui.fake_api import PIN

OURS = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}


class Browser:
    """One browser with its cookies; it never follows a redirect unless told to."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()
        self.seen: list[TestResponse] = []

    def get(self, path: str) -> TestResponse:
        return self._keep(self.client.get(path))

    def post(self, path: str, headers: dict[str, str] | None = None, **form: str) -> TestResponse:
        return self._keep(self.client.post(path, data=form, headers=OURS if headers is None else headers))

    def put_cart(self, **cart: int) -> TestResponse:
        return self._keep(self.client.put("/cart", json=_ids(cart), headers=OURS))

    def post_cart(self, **cart: int) -> TestResponse:
        return self.post("/cart", cart=json.dumps(_ids(cart)))

    def identify(self, phone: str = "010-1000-0001") -> TestResponse:
        return self.post("/identify", phone=phone)

    def rent(self, **cart: int) -> str:
        """All the way to the rental's screen; returns the rental's id."""
        self.identify()
        self.post_cart(**(cart or {"P_TOP": 1}))
        self.get("/pin")
        return rental_id(self.post("/pin", pin=PIN))

    def _keep(self, answer: TestResponse) -> TestResponse:
        self.seen.append(answer)
        return answer


def _ids(cart: dict[str, int]) -> dict[str, int]:
    return {name.replace("P_", "P-", 1): quantity for name, quantity in cart.items()}


def rental_id(answer: TestResponse) -> str:
    assert "/rentals/" in answer.location, answer.location
    return answer.location.rpartition("/")[2]


def element(answer: TestResponse, testid: str) -> str:
    """The start tag with this test id, '' where there is none."""
    found = re.search(rf'<[^<>]*data-testid="{re.escape(testid)}"[^<>]*>', answer.text)
    return unescape(found.group()) if found else ""


def csrf(answer: TestResponse) -> str:
    """The token that the page's form carries."""
    return answer.text.partition('name="csrf" value="')[2].partition('"')[0]


def words(answer: TestResponse) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.text)))
