"""A stack's five scrapes, parsed as Prometheus parses them, and a member who rents at its kiosk without a browser."""

import json
from collections.abc import Mapping
from typing import Any

import httpx
from prometheus_client.parser import text_string_to_metric_families

from shared.config import LISTENERS
from tests.support.servers import eventually
from tests.support.stack import Stack

WEB = ("rental_api", "kiosk_ui")


class Scrape:
    """One process's answer."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.families = {family.name: family for family in text_string_to_metric_families(text)}

    def sum(self, name: str, **labels: str) -> float:
        """Of all samples of that name with those labels; 0 where there is none."""
        samples = (sample for family in self.families.values() for sample in family.samples)
        return sum(s.value for s in samples if s.name == name and labels.items() <= s.labels.items())


def addresses(stack: Stack) -> dict[str, str]:
    """Where each of the five is scraped, by program."""
    listeners = {one: f"http://127.0.0.1:{stack.settings.metrics_port_of(one)}" for one in LISTENERS}
    found = listeners | dict(zip(WEB, (stack.settings.api_url, stack.kiosk_url), strict=True))
    return {one: f"{address}/metrics" for one, address in found.items()}


def wait_for_all(stack: Stack) -> None:
    """A stack is ready for members before its slowest processes have started."""
    eventually(lambda: all(_listens(address) for address in addresses(stack).values()), "five scrapes", 60)


def _listens(address: str) -> bool:
    try:
        return bool(httpx.get(address, timeout=15).status_code)
    except httpx.ConnectError:
        return False


def scrape(stack: Stack) -> dict[str, Scrape]:
    token = {"Authorization": f"Bearer {stack.settings.api_token.get_secret_value()}"}
    found = {}
    for program, address in addresses(stack).items():
        headers = token if program == "rental_api" else {}
        found[program] = Scrape(httpx.get(address, headers=headers, timeout=15).raise_for_status().text)
    return found


def rent_at_the_kiosk(stack: Stack, phone: str, cart: Mapping[str, int]) -> str:
    """From the first screen to the PIN, with the forms of its pages; returns the rental's id."""
    ours = {"Origin": stack.kiosk_url, "Sec-Fetch-Site": "same-origin"}
    with httpx.Client(base_url=stack.kiosk_url, headers=ours, timeout=15) as browser:
        browser.post("/identify", data={"phone": phone})
        browser.post("/cart", data={"cart": json.dumps(dict(cart))})
        browser.get("/pin")
        answer = browser.post("/pin", data={"pin": stack.demo["pin"]})
    where = answer.headers["Location"]
    assert "/rentals/" in where, where
    return where.rpartition("/")[2]


def logged(stack: Stack, program: str) -> list[dict[str, Any]]:
    """The lines of a service's log that are JSON."""
    lines = (stack.home.log / f"{program}.log").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.startswith("{")]
