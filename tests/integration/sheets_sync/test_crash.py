"""The real process on a real Redis, killed between writing a row and confirming it."""

import csv
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from redis import Redis
from rq import Queue

from deploy.home import ROOT
from shared.jobs import sheets
from shared.queues import LEDGER, SHEETS, enqueue, open_queue
from tests.support.servers import SECRETS, RedisServer, eventually

STOPPED_BEFORE_CONFIRMING = """
import os, signal, time
from services.sheets_sync import mail
from services.sheets_sync.__main__ import main

def stand_still(self, rows):
    if rows:
        os.kill(os.getpid(), signal.SIGSTOP)

mail.Mail.confirm = stand_still
main()
"""
EVENT = {"log_id": 1, "event_type": "rental", "details": "수건이 나왔습니다"}


class Service:
    """sheets_sync as supervisor starts it, or one that stands still before it confirms."""

    def __init__(self, folder: Path, redis_url: str) -> None:
        self.folder = folder
        self._environ = {**os.environ, **SECRETS, "FBOX_REDIS_URL": redis_url, "FBOX_SHEETS_URL": f"file://{folder}"}
        self._process: subprocess.Popen[bytes] | None = None
        self.log = folder.with_suffix(".log")

    def start(self, *arguments: str) -> None:
        command = [sys.executable, *(arguments or ("-m", "services.sheets_sync"))]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(command, cwd=ROOT, env=self._environ, stdout=log)

    def end(self, how: int) -> int:
        assert self._process
        self._process.send_signal(how)
        return self.ended()

    def ended(self) -> int:
        """Waits until it is; its exit code."""
        assert self._process
        code = self._process.wait(30)
        self._process = None
        return code

    def close(self) -> None:
        if self._process:
            self.end(signal.SIGKILL)

    @property
    def stands_still(self) -> bool:
        assert self._process
        return Path(f"/proc/{self._process.pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "T"

    def rows(self, tab: str) -> list[dict[str, str]]:
        path = self.folder / f"{tab}.csv"
        if not path.exists():
            return []
        with path.open(newline="", encoding="utf-8-sig") as file:
            return list(csv.DictReader(file))


@pytest.fixture
def jobs_redis(redis_server: RedisServer) -> Iterator[Redis]:
    with Redis.from_url(redis_server.url) as client:
        yield client


@pytest.fixture
def service(tmp_path: Path, redis_server: RedisServer) -> Iterator[Service]:
    service = Service(tmp_path / "sheets", redis_server.url)
    yield service
    service.close()


def send(redis: Redis, tab: str, key: str, version: int, values: dict[str, Any]) -> None:
    rows = [{"tab": tab, "key": key, "version": version, "values": values}]
    enqueue(open_queue(SHEETS, redis), sheets.write_rows, {"rows": rows})


def told(redis: Redis, job: str) -> list[dict[str, Any]]:
    """Payloads of such jobs that wait for the ledger."""
    queue: Queue = open_queue(LEDGER, redis)
    return [each.args[0] for each in queue.get_jobs() if each.func_name.endswith(f".{job}")]


def confirmed(redis: Redis) -> list[tuple[str, int]]:
    return [(row["key"], row["version"]) for payload in told(redis, "rows_written") for row in payload["rows"]]


@pytest.mark.parametrize("tab", ["event_logs", "rental_history"])
def test_killed_between_the_write_and_its_confirmation_it_asks_for_all_again_and_leaves_one_row(
    service: Service, jobs_redis: Redis, tab: str
) -> None:
    send(jobs_redis, tab, "1", 7, EVENT | {"size": "L"})
    service.start("-c", STOPPED_BEFORE_CONFIRMING)
    eventually(lambda: service.stands_still, "the row to be written")
    service.end(signal.SIGKILL)
    assert len(service.rows(tab)) == 1
    assert confirmed(jobs_redis) == []
    service.start()
    eventually(lambda: len(told(jobs_redis, "workbook_opened")) == 2, "the question for all that is not confirmed")
    send(jobs_redis, tab, "1", 7, EVENT | {"size": "L"})
    eventually(lambda: confirmed(jobs_redis) == [("1", 7)], "the confirmation")
    assert len(service.rows(tab)) == 1


def test_a_row_that_changed_while_it_was_down_is_written_as_it_is_now(service: Service, jobs_redis: Redis) -> None:
    for version in (1, 2, 3):
        send(jobs_redis, "products", "P1", version, {"size": f"v{version}"})
    service.start()
    eventually(lambda: ("P1", 3) in confirmed(jobs_redis), "the confirmation")
    assert [row["size"] for row in service.rows("products")] == ["v3"]


def test_killed_again_and_again_it_writes_every_row_of_a_log_once(service: Service, jobs_redis: Redis) -> None:
    keys = [str(number) for number in range(100)]
    for part in (keys[:40], keys[:70], keys, keys):
        service.start()
        for key in part:
            send(jobs_redis, "event_logs", key, 1, EVENT | {"log_id": int(key)})
        wanted = set(part[-30:])
        eventually(lambda: wanted & {row["log_id"] for row in service.rows("event_logs")} != set(), "rows")  # noqa: B023
        service.end(signal.SIGKILL)
    service.start()
    for key in keys:
        send(jobs_redis, "event_logs", key, 1, EVENT | {"log_id": int(key)})
    eventually(lambda: {key for key, _ in confirmed(jobs_redis)} == set(keys), "all confirmations")
    assert sorted(row["log_id"] for row in service.rows("event_logs")) == sorted(keys)


def test_it_ends_at_once_when_told_to(service: Service, jobs_redis: Redis) -> None:
    service.start()
    send(jobs_redis, "products", "P1", 1, {"size": "L"})
    eventually(lambda: confirmed(jobs_redis) == [("P1", 1)], "the confirmation")
    assert service.end(signal.SIGTERM) == 0


def test_it_ends_when_redis_is_lost_so_that_its_next_start_sweeps(
    service: Service, jobs_redis: Redis, redis_server: RedisServer
) -> None:
    service.start()
    send(jobs_redis, "products", "P1", 1, {"size": "L"})
    eventually(lambda: confirmed(jobs_redis) == [("P1", 1)], "the confirmation")
    redis_server.kill()
    assert service.ended() == 1


def test_one_that_starts_without_redis_waits_for_it(
    service: Service, jobs_redis: Redis, redis_server: RedisServer
) -> None:
    redis_server.kill()
    service.start()
    eventually(lambda: "waiting for Redis" in service.log.read_text(), "it to notice")
    redis_server.start()
    send(jobs_redis, "products", "P1", 1, {"size": "L"})
    eventually(lambda: confirmed(jobs_redis) == [("P1", 1)], "the confirmation")
