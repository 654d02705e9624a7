"""Errors as `application/problem+json` (RFC 9457); `type` ends in a stable code."""

import json
from typing import Any

from flask import Response

BASE = "https://fbox.invalid/problems"

TITLES = {
    "invalid-request": (422, "The request is not valid"),
    "unauthorized": (401, "The API token is missing or wrong"),
    "not-found": (404, "There is no such thing"),
    "member-not-found": (404, "No member was found"),
    "product-not-found": (404, "No such product"),
    "rental-not-found": (404, "No such rental"),
    "item-not-found": (404, "No such item"),
    "claim-not-found": (404, "No such claim"),
    "device-not-found": (404, "No such device"),
    "pass-not-found": (404, "No such pass"),
    "wrong-pin": (403, "The PIN is wrong"),
    "too-many-attempts": (429, "Too many failed attempts"),
    "member-suspended": (403, "The member is suspended"),
    "member-inactive": (403, "The member is not active"),
    "insufficient-balance": (409, "The passes do not cover this"),
    "out-of-stock": (409, "There is not enough in the dispenser"),
    "device-offline": (409, "The dispenser is offline"),
    "no-update": (409, "There is no firmware that this dispenser could be given"),
    "device-out-of-order": (409, "The dispenser is being looked after"),
    "product-disabled": (409, "The product is not offered"),
    "idempotency-conflict": (409, "The same Idempotency-Key came with another request"),
    "already-resolved": (409, "The item is resolved already"),
    "not-claimable": (409, "This garment cannot be claimed any more"),
    "member-exists": (409, "A member has this id already"),
    "phone-taken": (409, "Another member has this phone number"),
    "key-taken": (409, "Another member has this key or card"),
    "pass-expired": (409, "The pass is over"),
    "locker-unavailable": (503, "The machine that knows the locker keys is not reachable"),
    "unavailable": (503, "A part of the system is not reachable; try again"),
}


class Problem(Exception):  # noqa: N818 - RFC 9457's word
    """An error the caller can act on. `more` are further members of the answer."""

    def __init__(self, code: str, detail: str = "", **more: Any) -> None:  # noqa: ANN401 - JSON values
        super().__init__(code, detail)
        self.code, self.detail, self.more = code, detail, more

    def response(self) -> Response:
        status, title = TITLES[self.code]
        told = answer(self.code, status, title, self.detail, **self.more)
        if "retry_after" in self.more:
            told.headers["Retry-After"] = str(self.more["retry_after"])
        return told


def invalid(field: str, message: str) -> Problem:
    """`/invalid-request` about one field."""
    return Problem("invalid-request", f"{field}: {message}", errors=[{"field": field, "message": message}])


def answer(code: str, status: int, title: str, detail: str, **more: Any) -> Response:  # noqa: ANN401 - JSON values
    body = {"type": f"{BASE}/{code}", "title": title, "status": status, "detail": detail, **more}
    return Response(json.dumps(body, ensure_ascii=False), status, content_type="application/problem+json")
