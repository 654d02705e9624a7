"""The firmware on a simulated board takes a new version over the air, and takes it back where it is no good."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.firmware.gateway import Gateway
from tests.integration.firmware.release import Release, served
from tests.integration.firmware.simulated import FIRST_STOCK, Board

RESET = 3


@pytest.fixture
def release(tmp_path: Path) -> Release:
    return Release(tmp_path / "served" / "3.0.1")


@pytest.fixture
def url(tmp_path: Path, release: Release) -> Iterator[str]:
    (tmp_path / "served").mkdir()
    with served(tmp_path / "served") as address:
        yield f"{address}/{release.version}/manifest"


def _order(gateway: Gateway, url: str, sha256: str) -> None:
    gateway.send("UPDATE", "cmd_update", version="3.0.1", url=url, sha256=sha256)
    gateway.wait("status", "cmd_update")


def test_a_new_version_is_brought_tried_and_kept_with_everything_the_old_one_knew(
    board: Board, gateway: Gateway, release: Release, url: str
) -> None:
    gateway.boot(board)
    gateway.dispense("itm_1", 5)
    gateway.wait("dispense_complete", "itm_1")
    _order(gateway, url, release.write())
    assert board.process.wait(20) == RESET
    board.start()
    boot = gateway.wait("boot_complete")
    assert (boot["firmwareVersion"], boot["stock"], boot["commandMark"]) == ("3.0.1", FIRST_STOCK - 1, 5)
    told = gateway.wait("update_complete", "cmd_update")
    assert (told["version"], told["before"]) == ("3.0.1", "3.0.0")
    board.kill()
    board.start()
    assert gateway.wait("boot_complete")["firmwareVersion"] == "3.0.1"
    gateway.dispense("itm_2", 6)
    gateway.wait("dispense_complete", "itm_2")


@pytest.mark.parametrize(
    ("where", "broken", "reason", "boots"),
    [
        ("app.py", "raise RuntimeError\n", "not_loadable", 1),
        ("app.py", "async def run(*_parts):\n    raise RuntimeError\n", "crashed", 3),
    ],
)
def test_a_version_that_does_not_get_as_far_as_reporting_in_is_rolled_back(
    board: Board, gateway: Gateway, release: Release, url: str, where: str, broken: str, reason: str, boots: int
) -> None:
    release.append(where, broken)
    gateway.boot(board)
    _order(gateway, url, release.write())
    assert board.process.wait(20) == RESET
    for _ in range(boots):
        board.start()
        assert board.process.wait(20) == RESET
    board.start()
    assert gateway.wait("update_failed", "cmd_update")["reason"] == reason
    assert gateway.wait("boot_complete")["firmwareVersion"] == "3.0.0"


def test_a_version_with_another_hash_than_the_one_asked_for_is_refused(
    board: Board, gateway: Gateway, release: Release, url: str
) -> None:
    release.write()
    gateway.boot(board)
    _order(gateway, url, "0" * 64)
    assert gateway.wait("update_failed", "cmd_update")["reason"] == "bad_hash"
    gateway.dispense("itm_1", 5)
    gateway.wait("dispense_complete", "itm_1")
    assert board.process.poll() is None
