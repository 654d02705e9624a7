"""How the fake API says no, and what a rental's items make of it."""

import json

import httpx


class Refused(Exception):  # noqa: N818
    def __init__(self, status: int, code: str, **more: object) -> None:
        super().__init__(code)
        self.status, self.code, self.more = status, code, more


def rental_state(states: set[str]) -> str:
    if states & {"reserved", "dispensing"}:
        return "pending"
    if "unknown" in states:
        return "checking"
    return "complete" if states == {"dispensed"} else ("partial" if "dispensed" in states else "failed")


def problem(refused: Refused) -> httpx.Response:
    told = {"type": f"https://fbox.invalid/problems/{refused.code}", "title": refused.code, "status": refused.status}
    content = json.dumps({"detail": ""} | told | refused.more).encode()
    return httpx.Response(refused.status, content=content, headers={"Content-Type": "application/problem+json"})
