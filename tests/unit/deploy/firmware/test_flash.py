"""`make flash` against a board that is a folder: what it writes, leaves alone and says."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.firmware import flash as flashing
from deploy.firmware import port
from deploy.firmware.commands import Tools
from deploy.firmware.flash import FlashError, dry_run, flash, main
from tests.unit.deploy.firmware.fake_board import Cable, FakeBoard

BUILT = {"main.py": b"import fbox", "slots.mpy": b"M slots", "fbox/__init__.mpy": b"M", "fbox/app.mpy": b"M app"}
KEPT = {"flash/state.0": b"stock", "flash/settings.1": b"wifi", "board.json": b"{}", "boot.py": b"# boot"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What `make firmware` made."""
    for path, data in BUILT.items():
        (tmp_path / "build" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "build" / path).write_bytes(data)
    (tmp_path / "build" / "manifest").write_text("fbox 3.0.0\n")
    return tmp_path / "build"


@pytest.fixture
def cable() -> Iterator[Cable]:
    cable = Cable()
    yield cable
    cable.close()


@pytest.fixture
def board(tmp_path: Path, cable: Cable) -> FakeBoard:
    board = FakeBoard(tmp_path / "board")
    board.restarted = lambda: cable.says("rst:0xc (SW_CPU_RESET)\r\nF-BOX dispenser 3.0.0\r\njoining Wi-Fi\r\n")
    for path, data in KEPT.items():
        board.put(path, data)
    return board


def tools(port_path: str) -> Tools:
    return Tools(Path("mpremote"), Path("esptool"), port_path, flashing.LOOK)


def _flash(board: FakeBoard, cable: Cable, folder: Path, image: str = "", erase: bool = False) -> list[str]:
    said: list[str] = []
    flash(tools(cable.port), folder, image, erase, board, said.append)
    return said


def _image(folder: Path) -> str:
    (folder.parent / "micropython.bin").write_bytes(b"\xe9\x00")
    return str(folder.parent / "micropython.bin")


def test_an_empty_board_gets_all_of_the_build_and_main_last(board: FakeBoard, cable: Cable, folder: Path) -> None:
    said = _flash(board, cable, folder)
    assert board.files == BUILT | KEPT
    assert board.copied[-1] == "main.py"
    assert said[-1] == "the board says: F-BOX dispenser 3.0.0"


def test_an_older_firmware_goes_and_stock_and_settings_stay(board: FakeBoard, cable: Cable, folder: Path) -> None:
    older = {
        "main.py": b"old",
        "fbox/app.py": b"old",
        "fbox/gone.mpy": b"M",
        "slots.py": b"",
        "slot.a/fbox/app.mpy": b"M",
    }
    for path, data in (older | {"fbox/__init__.mpy": b"M"}).items():
        board.put(path, data)
    _flash(board, cable, folder)
    assert board.files == BUILT | KEPT
    assert "fbox/__init__.mpy" not in board.copied


def test_an_update_from_the_air_is_forgotten_or_it_would_go_on_running(
    board: FakeBoard, cable: Cable, folder: Path
) -> None:
    board.put("flash/slots", b"slot.a")
    _flash(board, cable, folder)
    assert board.files == BUILT | KEPT


def test_a_board_that_has_everything_is_only_restarted(board: FakeBoard, cable: Cable, folder: Path) -> None:
    _flash(board, cable, folder)
    board.copied.clear()
    assert _flash(board, cable, folder)[0] == "0 of 4 files to write, 0 to remove"
    assert board.copied == []


def test_a_file_that_arrives_changed_is_named(board: FakeBoard, cable: Cable, folder: Path) -> None:
    board.spoil = "fbox/app.mpy"
    with pytest.raises(FlashError, match=r"reads back differently: fbox/app\.mpy"):
        _flash(board, cable, folder)


@pytest.mark.parametrize("copies", range(4))
def test_a_cable_pulled_in_between_leaves_nothing_that_starts_half(
    board: FakeBoard, cable: Cable, folder: Path, copies: int
) -> None:
    board.put("main.py", b"old")
    board.pull_after = copies
    with pytest.raises(FlashError):
        _flash(board, cable, folder)
    assert "main.py" not in board.files
    board.pull_after = -1
    _flash(board, cable, folder)
    assert board.files == BUILT | KEPT


def test_without_micropython_the_person_learns_where_to_get_it(board: FakeBoard, cable: Cable, folder: Path) -> None:
    board.silent = 1
    with pytest.raises(FlashError, match=r"micropython\.org/download/ESP32_GENERIC.*IMAGE=") as caught:
        _flash(board, cable, folder)
    assert "could not enter raw repl" in str(caught.value)


def test_an_image_is_written_in_front_of_the_files_and_leaves_the_state(
    board: FakeBoard, cable: Cable, folder: Path
) -> None:
    board.silent = 2  # it makes its file system first
    image = _image(folder)
    _flash(board, cable, folder, image)
    assert board.calls[0][1:] == [
        "--chip",
        "esp32",
        "--port",
        cable.port,
        "--baud",
        "460800",
        "write-flash",
        "0x1000",
        image,
    ]
    assert board.files == BUILT | KEPT


def test_only_when_asked_for_is_everything_erased(board: FakeBoard, cable: Cable, folder: Path) -> None:
    _flash(board, cable, folder, _image(folder), erase=True)
    assert board.calls[0][-1] == "erase-flash"
    assert board.files == BUILT


@pytest.mark.parametrize(("content", "says"), [(None, "there is no file"), (b"MZ", "no image for an ESP32")])
def test_a_wrong_image_is_refused_before_anything_is_written(
    board: FakeBoard, cable: Cable, folder: Path, content: bytes | None, says: str
) -> None:
    if content:
        (folder.parent / "wrong.bin").write_bytes(content)
    with pytest.raises(FlashError, match=says):
        _flash(board, cable, folder, str(folder.parent / "wrong.bin"))
    assert board.calls == []


def test_a_port_that_is_not_there_or_not_ours_is_said(monkeypatch: pytest.MonkeyPatch, cable: Cable) -> None:
    for given, says in (("", "say which port"), ("/dev/ttyUSB77", "there is no /dev/ttyUSB77")):
        with pytest.raises(port.PortError, match=says):
            port.check(given)
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(port.PortError, match="usermod -aG dialout"):
        port.check(cable.port)


def test_a_board_that_does_not_start_is_quoted(cable: Cable) -> None:
    cable.says("Traceback:\r\nOSError: 28\r\n")
    with pytest.raises(port.PortError, match="does not start: Traceback: / OSError: 28"):
        port.greeting(cable.port, 0.05)
    with pytest.raises(port.PortError, match="it says nothing"):
        port.greeting(cable.port, 0.05)


def test_a_dry_run_tells_the_commands_and_calls_nothing(folder: Path) -> None:
    image, look, write, again, restart = dry_run(tools("/dev/ttyUSB0"), folder, "esp32.bin", erase=False)
    assert image == [
        "esptool",
        "--chip",
        "esp32",
        "--port",
        "/dev/ttyUSB0",
        "--baud",
        "460800",
        "write-flash",
        "0x1000",
        "esp32.bin",
    ]
    assert look == again == ["mpremote", "connect", "/dev/ttyUSB0", "run", str(flashing.LOOK)]
    assert write[:6] == ["mpremote", "connect", "/dev/ttyUSB0", "fs", "mkdir", ":fbox"]
    assert write[-3:] == ["cp", str(folder / "main.py"), ":main.py"]
    assert restart == ["mpremote", "connect", "/dev/ttyUSB0", "reset"]


def test_make_flash_in_a_dry_run_needs_no_board(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def call(_command: list[str]) -> str:
        raise AssertionError("called")

    said: list[str] = []
    monkeypatch.setattr(flashing, "BUILD", folder.parent)
    folder.rename(folder.parent / "reader")
    main({"PORT": "/dev/ttyUSB0", "PROGRAM": "reader", "DRY_RUN": "1"}, call, said.append, lambda *_: None)
    assert len(said) == 4
    assert f"cp {folder.parent}/reader/slots.mpy :slots.mpy" in said[1]


@pytest.mark.parametrize(("environ", "says"), [({"PROGRAM": "toaster"}, "PROGRAM"), ({"ERASE": "1"}, "ERASE=1")])
def test_what_makes_no_sense_is_refused_by_name(environ: dict[str, str], says: str) -> None:
    with pytest.raises(SystemExit, match=says):
        main(environ)
