"""What `make firmware` makes: the same bytes each time, all of the program, and a manifest that tells no lies."""

import hashlib
import importlib.util
from pathlib import Path

import pytest

from deploy.firmware import build as making
from deploy.firmware import manifest
from deploy.firmware.build import PROGRAMS, build, report, sources
from deploy.firmware.manifest import NAME, STAMP

MPY_6_3_WITHOUT_NATIVE_CODE = b"M\x06\x00"
FLASH_BYTES = 200 * 1024
"""A program's share of the 2 MB that MicroPython leaves for files on a 4 MB ESP32; an update needs it twice."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("build")
    for program in PROGRAMS:
        build(program, folder / program)
    return folder


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_second_build_has_the_same_bytes(built: Path, tmp_path: Path) -> None:
    build("reader", tmp_path / "elsewhere" / "again")
    assert _bytes(tmp_path / "elsewhere" / "again") == _bytes(built / "reader")


@pytest.mark.parametrize("program", PROGRAMS)
def test_all_but_main_is_byte_compiled_for_any_esp32(built: Path, program: str) -> None:
    made = _bytes(built / program)
    compiled = {path: data for path, data in made.items() if path not in ("main.py", NAME, STAMP)}
    assert {Path(path).with_suffix(".py").as_posix() for path in compiled} | {"main.py"} == set(sources(program))
    assert all(data.startswith(MPY_6_3_WITHOUT_NATIVE_CODE) for data in compiled.values())


def test_a_board_reads_in_the_manifest_what_an_update_brings(built: Path) -> None:
    """Read by the firmware's own module: nothing outside `fbox/`, each file with its size and hash."""
    spec = importlib.util.spec_from_file_location("board_manifest", making.FIRMWARE / "src" / "fbox" / "manifest.py")
    assert spec
    assert spec.loader
    board = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(board)
    head, *lines = (built / "dispenser" / NAME).read_text().splitlines()
    assert board.read_version(head) == making.version()
    made = {path: data for path, data in _bytes(built / "dispenser").items() if path.startswith("fbox/")}
    told = {path: (sha256, size) for sha256, size, path in map(board.read_file, lines)}
    assert told == {path: (hashlib.sha256(data).hexdigest(), len(data)) for path, data in made.items()}


def test_the_reader_has_a_main_of_its_own_on_the_dispenser_s_base(built: Path) -> None:
    dispenser, reader = _bytes(built / "dispenser"), _bytes(built / "reader")
    assert b"from reader import app" in reader["main.py"]
    assert b"from fbox import boot" in dispenser["main.py"]
    assert reader["fbox/link.mpy"] == dispenser["fbox/link.mpy"]


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_fits_into_its_share_of_the_flash(built: Path, program: str) -> None:
    assert sum(file.size for file in manifest.read(built / program).values()) < FLASH_BYTES


def test_the_version_changes_with_any_byte(tmp_path: Path) -> None:
    (tmp_path / "main.py").write_bytes(b"one")
    first = manifest.stamp("3.0.0", manifest.read(tmp_path))
    (tmp_path / "main.py").write_bytes(b"two")
    assert first.startswith("3.0.0+")
    assert manifest.stamp("3.0.0", manifest.read(tmp_path)) != first


def test_a_file_that_does_not_compile_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "broken.py").write_text("def (:\n")
    monkeypatch.setattr(making, "FIRMWARE", tmp_path)
    with pytest.raises(SystemExit, match=r"broken\.py does not compile"):
        build("dispenser", tmp_path / "out")


def test_sizes_are_told_a_file_and_in_all(built: Path) -> None:
    out = built / "dispenser"
    lines = report("dispenser", out)
    assert lines[0] == "dispenser " + (out / STAMP).read_text().strip()
    assert any(line.endswith("fbox/app.mpy") for line in lines)
    assert lines[-1].endswith(f"bytes in {len(lines) - 2} files")
