"""Each fault is brought about, and the doctor's first line names it."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.doctor import report
from deploy.home import ROOT
from shared.clock import now_ms
from shared.jobs import ledger
from shared.queues import LEDGER, SHEETS, enqueue, open_queue
from tests.support.servers import SECRETS, Mosquitto, RedisServer, free_port
from tests.support.ward import KIOSK, PANTS, TOP, Ward

HOUR_MS = 3_600_000
SERVERS = {"REDIS": "redis", "MQTT": "mqtt", "API": "http"}
DOCTOR = (sys.executable, "-m", "deploy.doctor")
NO_ROOM = ("prlimit", "--fsize=0", "--")
"""No file of that command may grow: every write fails, as on a full disk."""


@pytest.fixture
def ward(tmp_path: Path, redis_server: RedisServer, mosquitto: Mosquitto) -> Iterator[Ward]:
    ward = Ward(tmp_path / "home", redis_server, mosquitto)
    yield ward
    ward.close()


def is_named(fault: str, lines: tuple[str, str]) -> bool:
    return all(f"({fault})" in line for line in lines)


def states(ward: Ward) -> dict[str, str]:
    return {finding.name: finding.state for finding in ward.look()}


def test_a_stack_that_is_well_has_no_fault(ward: Ward) -> None:
    assert ward.first_lines() == ("모두 정상입니다.", "All is well.")


def test_a_clock_that_was_set_back_is_named(ward: Ward) -> None:
    assert is_named("clock_wrong", ward.first_lines(clock=lambda: now_ms() - HOUR_MS))


def test_a_clock_behind_the_ledger_is_named_without_any_server(ward: Ward) -> None:
    ward.redis_server.kill()
    book = ward.home.path / "ledger.db"
    book.touch()
    os.utime(book, (time.time() + 3600,) * 2)

    assert is_named("clock_wrong", ward.first_lines())


def test_a_clock_behind_the_last_heartbeat_is_named(ward: Ward) -> None:
    ward.redis.hset(ward.keys.device(TOP), "last_heard", now_ms() + HOUR_MS)

    assert is_named("clock_wrong", ward.first_lines())


def test_a_redis_that_is_killed_is_named_and_what_it_alone_knows_is_unknown(ward: Ward) -> None:
    ward.redis_server.kill()

    assert is_named("redis_down", ward.first_lines())
    found = states(ward)
    assert {found[name] for name in ("gateway", "workers", "online", "devices", "sheets", "activity")} == {"unknown"}
    assert found["broker"] == "ok"


def test_a_redis_that_hangs_is_named(ward: Ward) -> None:
    os.kill(ward.redis_server.pid, signal.SIGSTOP)
    try:
        assert is_named("redis_down", ward.first_lines())
    finally:
        os.kill(ward.redis_server.pid, signal.SIGCONT)


def test_a_broker_that_is_killed_is_named_and_the_dispensers_are_not_blamed(ward: Ward) -> None:
    ward.broker.kill()
    ward.redis.delete(ward.keys.online(TOP), ward.keys.online(PANTS))

    assert is_named("broker_down", ward.first_lines())
    assert states(ward)["devices"] == "unknown"


def test_a_broker_that_hangs_is_named(ward: Ward) -> None:
    os.kill(ward.broker.pid, signal.SIGSTOP)
    try:
        assert is_named("broker_down", ward.first_lines())
    finally:
        os.kill(ward.broker.pid, signal.SIGCONT)


def test_a_gateway_without_the_lease_is_named_and_the_dispensers_are_not_blamed(ward: Ward) -> None:
    ward.redis.delete(ward.keys.lease, ward.keys.online(TOP))

    assert is_named("gateway_without_lease", ward.first_lines())
    assert states(ward)["devices"] == "unknown"


def test_a_gateway_that_does_not_renew_its_lease_is_named(ward: Ward) -> None:
    ward.redis.pexpire(ward.keys.lease, 2_000)

    assert is_named("gateway_without_lease", ward.first_lines())


def test_a_killed_gateways_lease_is_not_taken_for_a_gateway(ward: Ward) -> None:
    dead = {"device_gateway": {"name": "device_gateway", "group": "fbox", "pid": 0, "statename": "BACKOFF"}}

    lines = ward.first_lines(programs=dead, pause=lambda _: ward.redis.pexpire(ward.keys.lease, 2_000))

    assert is_named("gateway_without_lease", lines)


def test_a_gateway_that_lost_the_broker_is_named(ward: Ward) -> None:
    here = {"device_gateway": {"name": "device_gateway", "group": "fbox", "pid": os.getpid(), "statename": "RUNNING"}}

    assert is_named("gateway_not_connected", ward.first_lines(programs=here))


def test_a_worker_that_is_gone_is_named(ward: Ward) -> None:
    ward.workers[LEDGER].register_death()

    assert is_named("worker_stuck", ward.first_lines())


def test_a_worker_that_was_killed_is_named_while_redis_still_knows_it(ward: Ward) -> None:
    process = subprocess.Popen(["true"])
    process.wait()
    ward.redis.hset(ward.workers[LEDGER].key, "pid", process.pid)

    assert is_named("worker_stuck", ward.first_lines())


def test_a_worker_that_takes_nothing_is_named(ward: Ward) -> None:
    enqueue(open_queue(LEDGER, ward.sources.jobs_redis), ledger.device_event, {})

    lines = ward.first_lines(clock=lambda: now_ms() + 40_000)

    assert is_named("worker_stuck", lines)
    assert re.search(r"the oldest for 4\d s", lines[1])


def test_a_worker_that_redis_has_not_heard_of_for_long_is_named(ward: Ward) -> None:
    ward.redis.delete(ward.workers[LEDGER].key)

    assert is_named("worker_stuck", ward.first_lines())


def test_a_worker_that_works_a_long_queue_off_is_well(ward: Ward) -> None:
    queue = open_queue(LEDGER, ward.sources.jobs_redis)
    for _ in range(2):
        enqueue(queue, ledger.device_event, {})

    assert ward.first_lines(clock=lambda: now_ms() + 40_000, pause=lambda _: queue.pop_job_id())[1] == "All is well."


def test_an_api_that_is_gone_is_named(ward: Ward) -> None:
    del ward.answers["/healthz"]

    assert is_named("api_down", ward.first_lines())


def test_an_api_without_its_ledger_is_named_with_it(ward: Ward) -> None:
    ward.answers["/readyz"] = lambda: (503, {"detail": "the ledger"})

    lines = ward.first_lines()

    assert is_named("api_down", lines)
    assert "the ledger" in lines[1]


@pytest.mark.lesson(3)
@pytest.mark.parametrize("path", ["/api/products", "/api/devices"])
def test_an_api_that_says_offline_of_a_dispenser_that_is_online_is_named(ward: Ward, path: str) -> None:
    listed = path.rpartition("/")[2]
    ward.answers[path] = lambda: (200, {listed: [{"device_uuid": TOP, "online": False}]})

    lines = ward.first_lines()

    assert is_named("api_wrong_about_online", lines)
    assert TOP in lines[0]


@pytest.mark.lesson(3)
def test_an_api_that_says_online_of_a_dispenser_that_is_gone_is_named(ward: Ward) -> None:
    ward.redis.delete(ward.keys.online(TOP))
    ward.answers["/api/products"] = lambda: (200, {"products": [{"device_uuid": TOP, "online": True}]})

    assert is_named("api_wrong_about_online", ward.first_lines())


def test_a_silent_dispenser_is_named_with_its_silence(ward: Ward) -> None:
    ward.redis.delete(ward.keys.online(PANTS))
    now = now_ms()
    ward.redis.hset(ward.keys.device(PANTS), "last_heartbeat", now - 1_234_000)

    lines = ward.first_lines(clock=lambda: now)

    assert is_named("device_silent", lines)
    assert (PANTS in lines[0], TOP in lines[0], "1,234" in lines[0]) == (True, False, True)


def test_a_dispenser_with_a_product_that_redis_does_not_know_is_named(ward: Ward) -> None:
    ward.redis.delete(ward.keys.online(PANTS), ward.keys.device(PANTS))
    ward.redis.srem(ward.keys.devices, PANTS)

    assert is_named("device_silent", ward.first_lines())


def test_a_workbook_that_is_behind_is_named_with_the_reason(ward: Ward) -> None:
    told = {"well_at": now_ms() - 90_000, "pending": 12, "error": "Google does not answer"}
    ward.redis.hset(ward.keys.workbook, mapping=told)  # type: ignore[arg-type]

    lines = ward.first_lines()

    assert is_named("sheets_behind", lines)
    assert "12 rows wait: Google does not answer" in lines[1]


def test_a_tab_that_is_not_applied_is_named(ward: Ward) -> None:
    ward.redis.hset(ward.keys.troubles, "members", "열이 없습니다: phone.")

    lines = ward.first_lines()

    assert is_named("sheets_behind", lines)
    assert "members" in lines[1]


def test_a_sheets_sync_that_is_gone_is_named_at_once(ward: Ward) -> None:
    ward.workers[SHEETS].register_death()

    assert is_named("sheets_behind", ward.first_lines())


def test_a_kiosk_that_is_gone_is_named(ward: Ward) -> None:
    del ward.answers[KIOSK]

    assert is_named("kiosk_down", ward.first_lines())


def test_a_cause_is_named_before_its_consequences(ward: Ward) -> None:
    ward.broker.kill()
    ward.redis.delete(ward.keys.lease)
    ward.workers[LEDGER].register_death()
    del ward.answers["/healthz"]

    assert is_named("broker_down", ward.first_lines())


def test_the_last_events_are_told_newest_first(ward: Ward) -> None:
    told = next(finding for finding in ward.look() if finding.name == "activity")

    assert [detail.values["type"] for detail in told.details] == ["offline", "boot_complete"]


def test_what_the_doctor_finds_can_be_told_as_json(ward: Ward) -> None:
    told = json.loads(report.as_json(ward.look(), "ko"))

    assert (told["fault"], {check["state"] for check in told["checks"]} <= {"ok", "unknown"}) == (None, True)


def test_a_full_disk_is_named_before_all_that_follows_from_it(tmp_path: Path) -> None:
    ports = {f"FBOX_{name}_URL": f"{scheme}://127.0.0.1:{free_port()}" for name, scheme in SERVERS.items()}
    environ = os.environ | SECRETS | ports | {"FBOX_HOME": str(tmp_path), "FBOX_KIOSK_PORT": str(free_port())}

    done = subprocess.run([*NO_ROOM, *DOCTOR], cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True, check=False)

    assert (done.returncode, "(disk_full)" in done.stdout.splitlines()[0]) == (1, True), done.stdout
