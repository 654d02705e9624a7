"""The folder as a workbook: its stamp, its memory, its notes, and a disk that fails."""

from pathlib import Path

import pytest

from services.sheets_sync.local import LocalWorkbook, disk
from services.sheets_sync.tabs import TABS
from services.sheets_sync.workbook import Batch, Edit, Line, WorkbookError
from tests.unit.sheets_sync.conftest import Folder
from tests.unit.sheets_sync.hand import line, put, sheet, write

WHY = "줄이 한꺼번에\n많이 없어졌습니다: 되돌려 주세요."


def test_all_tabs_are_made_with_their_columns(folder: Folder, workbook: LocalWorkbook) -> None:
    workbook.prepare(TABS, every_column=True)
    made = workbook.read(TABS, []).sheets
    assert {name: found.header for name, found in made.items()} == {name: tab.names for name, tab in TABS.items()}


def test_blank_cells_and_blank_lines_are_left_out_and_counted(folder: Folder, workbook: LocalWorkbook) -> None:
    folder.saves("config", "key, value ,내 것", "a,, 1", "", ", ,", "b,'=2")
    assert sheet(workbook, "config").lines == [
        Line(0, {"key": "a", "내 것": " 1"}),
        Line(3, {"key": "b", "value": "=2"}),
    ]


def test_its_stamp_changes_with_every_tab(folder: Folder, workbook: LocalWorkbook) -> None:
    stamps = [workbook.stamp()]
    for tab in ("members", "event_logs"):
        put(workbook, tab, "1")
        stamps.append(workbook.stamp())
        folder.saves(tab, "x")
        stamps.append(workbook.stamp())
    assert len(set(stamps)) == len(stamps)
    assert workbook.stamp() == LocalWorkbook(folder.path).stamp() == stamps[-1]


def test_a_tab_that_has_not_changed_is_not_read_again(
    folder: Folder, workbook: LocalWorkbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(workbook, "members", "M1", name="하나")
    put(workbook, "event_logs", "1", details="x")
    before = workbook.read(["members"], ["event_logs"])
    monkeypatch.setattr(disk, "records", None)
    write(workbook, Edit("event_logs", "2", {"details": "y"}, None))
    after = workbook.read(["members"], ["event_logs"]).sheets
    assert after["members"] is before.sheets["members"]
    assert [one.cells["log_id"] for one in after["event_logs"].lines] == ["1", "2"]


def test_a_tab_is_explained_in_its_header(folder: Folder, workbook: LocalWorkbook) -> None:
    folder.saves("members", "생일,sync_note,name", "3월,,하나")
    workbook.write(Batch([], {"members": WHY}))
    assert folder.header("members") == ["생일", f"sync_note: {' '.join(WHY.split())}", "name"]
    found = sheet(workbook, "members")
    assert (found.header, found.note) == (("생일", "sync_note", "name"), " ".join(WHY.split()))


def test_and_no_more_when_all_is_well(folder: Folder, workbook: LocalWorkbook) -> None:
    folder.saves("members", "member_id,sync_note: why", "M1,이름을 적어 주세요")
    workbook.write(
        Batch([Edit("members", "M1", {"sync_note": ""}, line(workbook, "members", "M1"))], {"members": ""})
    )
    assert folder.raw("members").splitlines() == ["\ufeffmember_id,sync_note", "M1,"]


def test_a_tab_without_a_place_for_it_gets_one(folder: Folder, workbook: LocalWorkbook) -> None:
    folder.saves("event_logs", "번호,details", "1,x")
    workbook.write(Batch([], {"event_logs": "why"}))
    assert folder.raw("event_logs").splitlines() == ["\ufeff번호,details,sync_note: why", "1,x"]


def test_a_note_that_stands_there_is_not_written_again(workbook: LocalWorkbook) -> None:
    put(workbook, "members", "M1")
    workbook.write(Batch([], {"members": "why", "products": "no file"}))
    before = workbook.stamp()
    workbook.write(Batch([], {"members": "why", "products": ""}))
    assert workbook.stamp() == before


def test_its_memory_is_found_by_a_new_machine(folder: Folder, workbook: LocalWorkbook) -> None:
    workbook.write(Batch([], memory={"members": {"rows": 3}}))
    workbook.write(Batch([]))
    assert LocalWorkbook(folder.path).read([], []).memory == {"members": {"rows": 3}}


@pytest.mark.parametrize("content", [b"", b"{half", b"[1]", b"\xff\xfe"])
def test_a_memory_that_somebody_played_with_is_none(folder: Folder, workbook: LocalWorkbook, content: bytes) -> None:
    (folder.path / ".fbox.json").write_bytes(content)
    assert workbook.read([], []).memory == {}
    workbook.write(Batch([], memory={"a": 1}))
    assert workbook.read([], []).memory == {"a": 1}


def test_a_full_disk_is_a_workbook_that_cannot_be_had(
    folder: Folder, workbook: LocalWorkbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("No space left on device")

    put(workbook, "products", "P1", size="L")
    monkeypatch.setattr(disk.os, "fsync", full)
    for tab in ("products", "event_logs"):
        with pytest.raises(WorkbookError, match="No space left") as refused:
            put(workbook, tab, "P2", size="M")
        assert refused.value.doubtful
    assert [row["product_id"] for row in folder.rows("products")] == ["P1"]
    assert [path.name for path in folder.path.iterdir()] == ["products.csv"]


def test_a_file_that_cannot_be_read_is_a_workbook_that_cannot_be_had(folder: Folder, workbook: LocalWorkbook) -> None:
    folder.file("members").mkdir()
    folder.lets_stand("members")
    with pytest.raises(WorkbookError) as refused:
        workbook.read(["members"], [])
    assert not refused.value.doubtful


def test_a_folder_that_is_gone_is_made_again_when_wanted(tmp_path: Path) -> None:
    workbook = LocalWorkbook(tmp_path / "sheets")
    (tmp_path / "sheets").rmdir()
    assert workbook.read(TABS, []).sheets == {}
    workbook.prepare(["members"], every_column=True)
    assert (tmp_path / "sheets").stat().st_mode & 0o777 == 0o700
