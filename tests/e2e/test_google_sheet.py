"""The whole stack with its workbook at Google's stand-in: real processes, the real gspread, an owner who edits."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from shared.clock import now_ms
from tests.support.google.owner import Owner
from tests.support.google.standin import StandIn
from tests.support.renting import MEMBER, Renter
from tests.support.servers import eventually
from tests.support.stack import Stack, StackOptions

PROMISED = 10.0
"""Seconds from a rental to its row, and a little more than a round from an edit to its effect."""
EDITED = 25.0
VOUCHERS = "A002"
PIN = "975310"


@pytest.fixture(scope="module")
def google() -> Iterator[StandIn]:
    with StandIn(now_ms) as stand_in:
        yield stand_in


@pytest.fixture(scope="module")
def stack(google: StandIn, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    folder = tmp_path_factory.mktemp("stack")
    key = google.credentials(tmp_path_factory.mktemp("key") / "key.json")
    sheet = {"FBOX_SHEETS_URL": google.url(), "FBOX_GOOGLE_CREDENTIALS": str(key), "FBOX_DEMO": "true"}
    one = Stack(folder, StackOptions(env=sheet))
    one.start()
    try:
        one.wait_ready()
        eventually(lambda: one_of(google, "members", MEMBER) is not None, "the members in the sheet", 60)
        yield one
    finally:
        one.stop()


@dataclass(frozen=True)
class Edited:
    """The owner at his sheet, who has topped up a voucher, sold another one, and changed a PIN and a price."""

    owner: Owner
    voucher_id: str
    product_id: str


@pytest.fixture(scope="module")
def edited(stack: Stack, google: StandIn) -> Edited:
    """All at once: each of it takes a round or more, and they need not wait for each other."""
    owner, product = google.owner(), Renter(stack).product_of(stack.boards[0].uuid)
    [voucher] = [one["pass_id"] for one in passes(stack, VOUCHERS) if one["status"] == "active"]
    eventually(lambda: one_of(google, "member_vouchers", voucher) is not None, "the voucher's row", EDITED)
    owner.types("member_vouchers", voucher, "remaining_amount", "35,000원")
    owner.adds_row("member_vouchers", member_id="A004", voucher_product_id="VCH-30K")
    owner.types("members", "A003", "payment_password", PIN)
    owner.types("products", product, "price", "2500")
    return Edited(owner, voucher, product)


def one_of(google: StandIn, tab: str, key: str) -> dict[str, Any] | None:
    """The row as the owner sees it; None while there is none, or no such tab."""
    try:
        rows = google.owner().rows(tab)
    except LookupError:
        return None
    return next((row for row in rows if next(iter(row.values())) == key), None)


def cell(google: StandIn, voucher_id: str) -> str:
    return str((one_of(google, "member_vouchers", voucher_id) or {}).get("remaining_amount"))


def passes(stack: Stack, member_id: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = stack.api.get(f"/api/members/{member_id}/passes").json()["passes"]
    return found


def test_a_rental_shows_in_the_sheet_within_ten_seconds(stack: Stack, google: StandIn) -> None:
    renter = Renter(stack)
    product = renter.product_of(stack.boards[0].uuid)
    rental = renter.rent(product)
    renter.wait_settled(rental)
    eventually(lambda: one_of(google, "rental_history", f"{rental}/{product}") is not None, "its row", PROMISED)


def test_a_top_up_is_in_the_ledger_and_the_cell_shows_what_the_ledger_has(
    stack: Stack, google: StandIn, edited: Edited
) -> None:
    eventually(lambda: 35_000 in [one["remaining"] for one in passes(stack, VOUCHERS)], "the top-up", EDITED)
    eventually(lambda: cell(google, edited.voucher_id) in ("35,000", "35000"), "the ledger's figure", EDITED)


def test_a_new_voucher_row_becomes_a_grant_and_gets_its_id_back(stack: Stack, edited: Edited) -> None:
    eventually(lambda: 30_000 in [one["remaining"] for one in passes(stack, "A004")], "the voucher", 2 * EDITED)
    granted = {one["pass_id"] for one in passes(stack, "A004")}
    rows = [row for row in edited.owner.rows("member_vouchers") if row["member_id"] == "A004"]
    assert {str(row["voucher_id"]) for row in rows} <= granted


def test_a_pin_typed_into_the_sheet_is_taken_over_and_gone_from_it(
    stack: Stack, google: StandIn, edited: Edited
) -> None:
    eventually(
        lambda: (one_of(google, "members", "A003") or {})["payment_password"] == "set", "the PIN to go", EDITED
    )
    product = Renter(stack).product_of(stack.boards[1].uuid)
    body = {"member_id": "A003", "pin": PIN, "items": [{"product_id": product, "quantity": 1}]}
    assert (
        stack.api.post("/api/rentals", json=body, headers={"Idempotency-Key": "with-the-new-pin"}).status_code == 202
    )


def test_a_price_is_the_owners(stack: Stack, edited: Edited) -> None:
    eventually(lambda: Renter(stack).products()[edited.product_id]["price"] == 2_500, "the price", EDITED)


def test_it_stays_below_twenty_calls_a_minute(stack: Stack, google: StandIn) -> None:
    assert 0 < google.busiest_minute() <= 20
