"""So many calls a minute."""

import gspread
import pytest
from gspread.exceptions import APIError

from tests.integration.google.client import ask, put
from tests.integration.google.conftest import Clock
from tests.support.google.calls import Call, busiest_minute
from tests.support.google.standin import StandIn


def test_reads_and_writes_have_a_minutes_quota_each(book: gspread.Spreadsheet, google: StandIn, clock: Clock) -> None:
    clock.passes(60)
    google.quota.reads, google.quota.writes = 2, 1
    book.values_get("members")
    book.fetch_sheet_metadata()
    with pytest.raises(APIError, match="Read requests per minute per user") as refusal:
        book.values_get("members")
    assert (refusal.value.code, refusal.value.error["status"]) == (429, "RESOURCE_EXHAUSTED")
    ask(book, put(0, 0, 0, ("x",)))
    with pytest.raises(APIError, match="Write requests per minute per user"):
        ask(book, put(0, 0, 0, ("y",)))
    assert google.owner().grid("시트1").cell(0, 0).value == "x"


def test_the_quota_comes_back_when_the_minute_has_passed(
    book: gspread.Spreadsheet, google: StandIn, clock: Clock
) -> None:
    clock.passes(60)
    google.quota.reads = 1
    book.values_get("members")
    clock.passes(59.999)
    with pytest.raises(APIError):
        book.values_get("members")
    clock.passes(0.001)
    book.values_get("members")


def test_a_refusal_says_how_long_to_wait_where_it_is_told_to(book: gspread.Spreadsheet, google: StandIn) -> None:
    google.quota.reads = 0
    with pytest.raises(APIError) as silent:
        book.values_get("members")
    google.quota.retry_after = 17
    with pytest.raises(APIError) as telling:
        book.values_get("members")
    assert "Retry-After" not in silent.value.response.headers
    assert telling.value.response.headers["Retry-After"] == "17"


def test_every_call_is_on_record_with_what_became_of_it(
    book: gspread.Spreadsheet, google: StandIn, clock: Clock
) -> None:
    google.calls.clear()
    clock.passes(5)
    ask(book, put(0, 0, 0, ("x",)), put(0, 1, 0, ("y",)))
    with pytest.raises(APIError):
        book.values_get("gone!A1")
    write, read = google.calls
    assert (write.kind, write.requests, write.applied, write.status) == (
        "write",
        ("updateCells", "updateCells"),
        True,
        200,
    )
    assert (read.at, read.method, read.kind, read.applied, read.status) == (clock(), "GET", "read", False, 400)


def test_the_busiest_minute_is_any_sixty_seconds_without_sign_ins() -> None:
    moments = [0, 30_000, 59_999, 60_000, 61_000, 200_000]
    calls = [Call(at, "GET", "read", "/") for at in moments] + [Call(60_000, "POST", "token", "/token")] * 9
    assert busiest_minute(calls) == 4
