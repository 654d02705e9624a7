"""The whole stack with the real firmware: from the order to the garment, the books and the workbook."""

import csv
import json
import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from deploy.trace import trace
from shared import changes
from shared.changes import Change
from shared.keys import Keys
from tests.support.field_device import FieldDevice
from tests.support.field_link import FieldLink
from tests.support.renting import MEMBER, Renter
from tests.support.scraping import Scrape, addresses, logged, rent_at_the_kiosk, scrape, wait_for_all
from tests.support.servers import eventually
from tests.support.stack import Stack, StackOptions

STACK = StackOptions()
FIELD_UUID = "FBOX-0000000F1E1D"
READER_UUID = "FBOX-0000000000AF"
KEY_UID = "5A41B914524189"
PHONE = "010-1000-0001"
SERVICES = ("kiosk_ui", "rental_api", "rental_worker", "device_gateway", "sheets_sync")


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


@dataclass(frozen=True)
class Watched:
    """One garment rented at the kiosk, and what the five processes told Prometheus before and after it."""

    rental_id: str
    before: Mapping[str, Scrape]
    after: Mapping[str, Scrape]

    def grew(self, program: str, name: str, **labels: str) -> float:
        return self.after[program].sum(name, **labels) - self.before[program].sum(name, **labels)


@pytest.fixture(scope="module")
def watched(stack: Stack) -> Watched:
    wait_for_all(stack)
    before, renter = scrape(stack), Renter(stack)
    rental_id = rent_at_the_kiosk(stack, PHONE, {renter.product_of(stack.boards[2].uuid): 1})
    assert renter.wait_settled(rental_id)["state"] == "complete"
    in_the_workbook = {"event": "row is in the workbook", "rental_id": rental_id}.items()
    eventually(lambda: any(in_the_workbook <= line.items() for line in logged(stack, "rental_worker")), "its row", 20)
    return Watched(rental_id, before, scrape(stack))


def test_all_five_processes_tell_prometheus_what_a_rental_made_of_them(stack: Stack, watched: Watched) -> None:
    assert watched.grew("kiosk_ui", "fbox_http_requests_total", route="/pin", method="POST", status="303") == 1
    assert watched.grew("kiosk_ui", "fbox_kiosk_api_calls_total", outcome="ok") > 3
    assert watched.grew("rental_api", "fbox_rental_orders_total", outcome="taken") == 1
    assert watched.grew("rental_api", "fbox_http_request_seconds_count", route="/api/rentals") == 1
    assert watched.grew("device_gateway", "fbox_gateway_commands_total", command="DISPENSE", result="sent") == 1
    assert watched.grew("device_gateway", "fbox_gateway_answer_seconds_count") == 1
    assert watched.grew("rental_worker", "fbox_items_settled_total", outcome="dispensed", by="device") == 1
    assert watched.grew("rental_worker", "fbox_job_seconds_count", job="device_event", outcome="ok") >= 1
    assert watched.grew("sheets_sync", "fbox_sheets_round_seconds_count", outcome="ok") >= 1
    assert watched.grew("sheets_sync", "fbox_job_seconds_count", job="write_rows", outcome="ok") >= 1


def test_states_are_told_as_they_are_at_the_scrape(stack: Stack, watched: Watched) -> None:
    gateway, ledger = watched.after["device_gateway"], watched.after["rental_api"]
    board = stack.boards[2].uuid
    assert gateway.sum("fbox_gateway_connected") == gateway.sum("fbox_gateway_lease_held") == 1
    assert gateway.sum("fbox_dispensers_online") >= len(stack.boards)
    assert watched.grew("device_gateway", "fbox_dispenser_stock", device=board) == -1
    assert (ledger.sum("fbox_items_open"), ledger.sum("fbox_holds_open"), ledger.sum("fbox_outbox_letters")) == (
        0,
        0,
        0,
    )
    assert watched.after["sheets_sync"].sum("fbox_sheets_well_seconds") < 30


def test_a_scrape_tells_nothing_of_members_and_only_who_may_gets_it(stack: Stack, watched: Watched) -> None:
    told = "".join(one.text for one in watched.after.values())
    assert not re.search(rf"{MEMBER}|{watched.rental_id}|itm_|010-?1000", told)
    address = addresses(stack)
    assert httpx.get(address["rental_api"]).status_code == 401
    assert httpx.get(address["kiosk_ui"], headers={"X-Forwarded-For": "192.168.4.20"}).status_code == 404


def test_one_id_leads_through_the_logs_of_all_five_processes(stack: Stack, watched: Watched) -> None:
    told = {one: [line["event"] for line in logged(stack, one) if _is_of(line, watched)] for one in SERVICES}
    assert all(told.values()), told
    lines = trace(stack.home.log, watched.rental_id)
    assert [line["timestamp"] for line in lines] == sorted(line["timestamp"] for line in lines)
    assert {line["service"] for line in lines} == {*SERVICES}
    gateway = [line for line in lines if line["service"] == "device_gateway"]
    assert [(line["event"], line["rental_id"]) for line in gateway] == [
        ("dispense", watched.rental_id),
        ("dispense_complete", watched.rental_id),
    ]
    assert len({line["item_id"] for line in gateway}) == 1
    assert len({line["tap"] for line in lines if "tap" in line}) == 1


def test_no_log_has_a_secret(stack: Stack, watched: Watched) -> None:
    port = stack.settings.mqtt.port
    assert port
    reader = FieldLink(READER_UUID, ("127.0.0.1", port), 1, lambda _: None, lambda _: None)
    reader.start()
    for uid in (KEY_UID, KEY_UID + "!"):
        reader.publish(json.dumps({"event": "nfc", "uid": uid}))
    stack.api.post("/api/members/identify", json={"nfc_uid": KEY_UID})
    stack.api.get("/api/members", params={"query": PHONE})
    eventually(
        lambda: any("uid" in line.get("reason", "") for line in logged(stack, "device_gateway")), "the refusal"
    )
    reader.cut()
    logs = [log for log in stack.home.log.glob("*.log*") if log.name != "run.log"]  # that is the terminal's
    written = "\n".join(log.read_text(encoding="utf-8", errors="replace") for log in logs)
    assert watched.rental_id in written
    assert [secret for secret in _secrets(stack) if re.search(rf"(?<![\w.]){re.escape(secret)}(?!\w)", written)] == []


def _is_of(line: dict[str, object], watched: Watched) -> bool:
    return line.get("rental_id") == watched.rental_id


def _secrets(stack: Stack) -> list[str]:
    kept = (stack.settings.api_token, stack.settings.operator_password, stack.settings.kiosk_secret)
    phone = [PHONE, PHONE.replace("-", ""), PHONE.replace("-", "")[1:]]
    mqtt = stack.settings.mqtt.password or ""
    return [stack.demo["pin"], KEY_UID, *phone, mqtt, *(one.get_secret_value() for one in kept)]


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
