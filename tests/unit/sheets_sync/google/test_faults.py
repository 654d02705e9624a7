"""What Google's refusals mean."""

from typing import Any

import pytest

from services.sheets_sync.google.faults import RefusedError, refusal

EMAIL = "fbox@gym.iam.gserviceaccount.com"


def told(status: int, body: object = None, retry_after: str = "", *, writing: bool = False) -> RefusedError:
    return refusal(status, body, retry_after, EMAIL, writing=writing)


def body(message: str, **more: object) -> dict[str, Any]:
    return {"error": {"code": 0, "message": message, **more}}


def test_a_sheet_that_is_not_shared_is_to_be_shared_with_the_service_account() -> None:
    assert f"share the sheet with {EMAIL}" in str(told(403, body("The caller does not have permission")))


def test_no_such_sheet() -> None:
    assert "FBOX_SHEETS_URL" in str(told(404, body("Requested entity was not found.")))


@pytest.mark.parametrize(
    "error",
    [
        body("off", details=[{"reason": "SERVICE_DISABLED"}]),
        body("off", errors=[{"reason": "accessNotConfigured"}]),
        body("Google Sheets API has not been used in project 123 before or it is disabled."),
    ],
)
def test_an_api_that_is_not_enabled(error: dict[str, Any]) -> None:
    assert "not enabled" in str(told(403, error))


def test_too_many_calls_to_drive_come_as_a_403() -> None:
    refused = told(403, body("Rate Limit Exceeded", errors=[{"reason": "userRateLimitExceeded"}]))
    assert refused.status == 429


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("30", 30.0), ("", 0.0), ("Wed, 21 Oct 2026 07:28:00 GMT", 0.0), ("-1", 0.0), ("99999999", 600.0), ("٣", 0.0)],
)
def test_the_wait_is_googles(header: str, seconds: float) -> None:
    assert told(429, None, header).wait == seconds


@pytest.mark.parametrize(
    ("status", "writing", "doubtful"), [(503, True, True), (503, False, False), (429, True, False)]
)
def test_only_a_write_that_broke_is_doubtful(status: int, writing: bool, doubtful: bool) -> None:
    assert told(status, None, writing=writing).doubtful is doubtful


@pytest.mark.parametrize(
    "odd", [None, [], "html", {"error": "invalid_grant"}, {"error": {"details": 7, "errors": [7]}}]
)
def test_an_answer_of_another_shape_is_still_a_refusal(odd: object) -> None:
    assert told(502, odd).status == 502


def test_what_google_said_is_kept_short() -> None:
    assert len(str(told(400, body("x" * 100_000)))) < 300
