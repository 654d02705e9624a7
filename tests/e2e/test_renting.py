"""The whole stack with the real firmware: from the order to the garment, the books and the workbook."""

import csv
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from shared import changes
from shared.changes import Change
from shared.keys import Keys
from tests.support.field_device import FieldDevice
from tests.support.renting import MEMBER, Renter
from tests.support.servers import eventually
from tests.support.stack import Stack, StackOptions

STACK = StackOptions(motor_ms=50)
FIELD_UUID = "FBOX-0000000F1E1D"


@pytest.fixture
def renter(stack: Stack) -> Renter:
    return Renter(stack)


def test_a_rental_comes_out_is_charged_and_moves_the_stock(stack: Stack, renter: Renter) -> None:
    board = stack.boards[2]
    product = renter.product_of(board.uuid)
    before = renter.products()[product]["stock"]
    assert renter.wait_settled(renter.rent(product, 2))["state"] == "complete"
    assert (renter.charged(), renter.came_out()) == (2, 2)
    assert renter.products()[product]["stock"] == before - 2


def test_several_dispensers_work_at_the_same_time(stack: Stack, renter: Renter) -> None:
    rentals = [renter.rent(renter.product_of(board.uuid)) for board in stack.boards]
    assert {renter.wait_settled(rental)["state"] for rental in rentals} == {"complete"}
    assert renter.charged() == renter.came_out() == len(rentals)


@pytest.mark.lesson(4)
def test_the_new_stock_is_told_to_screens_as_it_changes(stack: Stack, renter: Renter) -> None:
    board = stack.boards[0]
    told = changes.listen(stack.redis, Keys(stack.settings.site), 10)
    with ThreadPoolExecutor(1) as pool:
        heard = pool.submit(lambda: next(change for change in told if change == Change("device", board.uuid)))
        eventually(lambda: stack.redis.pubsub_numsub(Keys(stack.settings.site).changes)[0][1] > 0, "a listener")
        before = renter.products()[renter.product_of(board.uuid)]["stock"]
        renter.wait_settled(renter.rent(renter.product_of(board.uuid)))
        assert heard.result(10)
    assert renter.products()[renter.product_of(board.uuid)]["stock"] == before - 1


def test_field_firmware_is_served_beside_ours(stack: Stack, renter: Renter) -> None:
    port = stack.settings.mqtt.port
    assert port
    with FieldDevice(FIELD_UUID, "127.0.0.1", port, category="other", name="양말", heartbeat_seconds=1) as device:
        eventually(lambda: any(p["device_uuid"] == FIELD_UUID for p in renter.products().values()), "its product")
        field = renter.rent(renter.product_of(FIELD_UUID))
        ours = renter.rent(renter.product_of(stack.boards[0].uuid))
        assert renter.wait_settled(field)["state"] == renter.wait_settled(ours)["state"] == "complete"
        assert (device.garments, renter.charged()) == (1, 2)


def test_two_kiosks_and_the_last_towel(stack: Stack, renter: Renter) -> None:
    board = stack.boards[3]
    product = renter.product_of(board.uuid)
    stack.api.post(f"/api/devices/{board.uuid}/commands", json={"cmd": "SET_STOCK", "stock": 1})
    eventually(lambda: renter.products()[product]["stock"] == 1, "one towel left")
    with ThreadPoolExecutor(2) as kiosks:
        answers = list(kiosks.map(lambda _: renter.order(product), range(2)))
    assert sorted(answer.status_code for answer in answers) == [202, 409]
    won = next(answer.json() for answer in answers if answer.status_code == 202)
    assert renter.wait_settled(won["rental_id"])["state"] == "complete"
    assert (renter.charged(), renter.came_out()) == (1, 1)


def test_the_same_tap_twice_is_one_rental(stack: Stack, renter: Renter) -> None:
    product = renter.product_of(stack.boards[1].uuid)
    with ThreadPoolExecutor(2) as fingers:
        answers = list(fingers.map(lambda _: renter.order(product, key="one tap"), range(2)))
    assert len({answer.json()["rental_id"] for answer in answers}) == 1
    renter.wait_settled(answers[0].json()["rental_id"])
    assert (renter.charged(), renter.came_out()) == (1, 1)


def test_a_stuck_motor_costs_nothing(stack: Stack, renter: Renter) -> None:
    board = stack.boards[1]
    board.inject({"fault": "stuck", "ms": 100})
    rental = renter.wait_settled(renter.rent(renter.product_of(board.uuid)), seconds=40)
    assert (rental["state"], renter.charged(), renter.came_out()) == ("failed", 0, 0)


def test_a_rental_shows_in_the_owners_workbook(stack: Stack, renter: Renter) -> None:
    rental = renter.rent(renter.product_of(stack.boards[0].uuid))
    renter.wait_settled(rental)

    def written() -> bool:
        rows = _rows(stack.home.path / "sheets" / "rental_history.csv")
        return any(row["rental_id"].startswith(rental) and row["result"].startswith("complete") for row in rows)

    eventually(written, "the row in rental_history", 20)
    members = _rows(stack.home.path / "sheets" / "members.csv")
    assert {row["payment_password"] for row in members if row["member_id"] == MEMBER} == {"set"}


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
