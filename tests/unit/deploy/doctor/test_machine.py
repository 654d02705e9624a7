"""Clock, disk, processes: what the machine itself says."""

import errno
import os
import socket
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from deploy.doctor import clock, disk, proc, processes
from shared.clock import from_rfc3339

SEOUL = ZoneInfo("Asia/Seoul")
NOW = from_rfc3339("2026-11-28T06:00:00Z")
HOUR = 3_600_000


def clock_of(now: int, newest: int, ntp: tuple[bool, bool] | None = None) -> clock.Finding:
    return clock.judge(clock.Facts(now, newest, "ledger.db", ntp), SEOUL)


def test_a_clock_behind_what_has_happened_is_wrong() -> None:
    found = clock_of(NOW - HOUR, NOW)

    assert (found.state, found.fault) == ("fault", "clock_wrong")
    assert found.says.values == {
        "now": "2026-11-28 14:00:00",
        "newest": "2026-11-28 15:00:00",
        "witness": "ledger.db",
    }


def test_a_few_seconds_behind_are_no_fault() -> None:
    assert clock_of(NOW - 5_000, NOW).state == "ok"


def test_a_clock_that_a_time_server_sets_is_well() -> None:
    assert clock_of(NOW, NOW - HOUR, (True, True)).says.key == "clock.synchronised"


def test_without_a_time_server_it_is_well_that_time_goes_on() -> None:
    assert clock_of(NOW, NOW - HOUR, None).says.key == "clock.goes_on"
    assert clock_of(NOW, NOW - HOUR, (False, False)).says.key == "clock.goes_on"


def test_a_time_server_that_was_not_reached_yet_leaves_the_clock_unknown() -> None:
    assert clock_of(NOW, NOW - HOUR, (True, False)).state == "unknown"


def test_much_room_on_a_disk_that_can_be_written_is_well() -> None:
    found = disk.judge("/var", 5_000_000_000, None)

    assert (found.state, found.figures["free"]) == ("ok", 5_000_000_000)


def test_little_room_is_a_full_disk_before_it_is_too_late() -> None:
    assert disk.judge("/var", disk.LEAST_BYTES - 1, None).fault == "disk_full"


@pytest.mark.parametrize("problem", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO])
def test_a_failed_write_is_a_fault_however_much_room_there_is(problem: int) -> None:
    found = disk.judge("/var", 5_000_000_000, problem)

    assert (found.fault, found.says.values["reason"]) == ("disk_full", os.strerror(problem))


def test_another_users_home_says_nothing_about_the_disk() -> None:
    assert disk.judge("/var", 5_000_000_000, errno.EACCES).state == "unknown"


def test_the_file_that_was_tried_is_gone_afterwards(tmp_path: Path) -> None:
    assert (disk.why_not_written(tmp_path), list(tmp_path.iterdir())) == (None, [])


def test_a_folder_that_is_not_there_cannot_be_written(tmp_path: Path) -> None:
    assert disk.why_not_written(tmp_path / "gone") == errno.ENOENT


@pytest.mark.parametrize(("state", "works"), [("S", True), ("R", True), ("T", False), ("Z", False)])
def test_a_process_that_is_stopped_or_dead_is_not_at_work(tmp_path: Path, state: str, works: bool) -> None:
    (tmp_path / "42").mkdir()
    (tmp_path / "42" / "stat").write_text(f"42 (a name) S) {state} 1 42 42")

    assert proc.is_at_work(tmp_path, 42) is works


def test_a_process_that_is_not_there_is_not_at_work(tmp_path: Path) -> None:
    assert not proc.is_at_work(tmp_path, 42)


def test_a_process_is_connected_where_it_has_a_connection_to_the_port() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        port = server.getsockname()[1]
        assert proc.is_connected(Path("/proc"), os.getpid(), port) is True
    assert proc.is_connected(Path("/proc"), os.getpid(), port) is False


def test_whether_a_process_of_somebody_else_is_connected_is_not_known(tmp_path: Path) -> None:
    assert proc.is_connected(tmp_path, 42, 1883) is None


def test_all_programs_running_are_well() -> None:
    assert processes.judge({"kiosk_ui": "RUNNING", "dashboard": "RUNNING"}).state == "ok"


def test_a_program_that_does_not_run_is_named_with_its_state() -> None:
    found = processes.judge({"kiosk_ui": "RUNNING", "dashboard": "BACKOFF"})

    assert (found.fault, found.says.values["named"]) == ("process_down", "dashboard (BACKOFF)")


def test_without_supervisor_nothing_is_known_of_its_programs() -> None:
    assert processes.judge(None).state == "unknown"
