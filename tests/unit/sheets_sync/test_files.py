"""The files themselves: what Excel opens, and what a crash leaves."""

import pytest

from services.sheets_sync.local import LocalWorkbook
from services.sheets_sync.recorder import Recorder, Row
from services.sheets_sync.tabs import TABS
from services.sheets_sync.workbook import Cell
from tests.unit.sheets_sync.conftest import Folder, Sync

HOSTILE: list[Cell] = ["=1+1", "+82 10", "-5", "@SUM(A1)", "\tx", "＝1", "'=1", "'quoted", '=IMPORTXML("http://a")']
HOSTILE += ["x" * 10_000, "🙂 \u202eע", 'a "quoted", cell', "two\nlines", "nul\x00", -5, 3.5, "01012345678"]


def test_a_new_tab_starts_with_the_mark_that_excel_needs(folder: Folder, sync: Sync) -> None:
    sync.send("members", "M1", name="김하나")
    assert folder.file("members").read_bytes().startswith(b"\xef\xbb\xbfmember_id,name,")


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: repr(value)[:12])
def test_what_is_written_is_read_back(folder: Folder, recorder: Recorder, value: Cell) -> None:
    recorder.record([Row("members", "M1", {"created_at": value})])
    assert recorder.table("members")["M1"]["created_at"] == str(value)


@pytest.mark.parametrize("value", ["=1+1", "+82 10", "-5", "@SUM(A1)", "\t=1", "＝1", "'=1"])
def test_text_like_a_formula_is_no_formula_in_the_file(folder: Folder, sync: Sync, value: str) -> None:
    sync.send("members", "M1", name=value)
    assert folder.rows("members")[0]["name"] == "'" + value


def test_a_negative_number_stays_a_number(folder: Folder, sync: Sync) -> None:
    sync.send("rental_history", "R1", amount=-5)
    assert folder.rows("rental_history")[0]["amount"] == "-5"


def test_half_a_surrogate_does_not_stop_the_queue(folder: Folder, sync: Sync) -> None:
    sync.send("event_logs", "1", details="\ud800")
    assert folder.rows("event_logs")[0]["details"] == "?"


def test_a_log_line_stays_one_line(folder: Folder, sync: Sync) -> None:
    sync.send("event_logs", "1", details="two\r\nlines")
    assert folder.raw("event_logs").splitlines()[1:] == ["1,,,,,,,two lines"]


@pytest.mark.parametrize("torn", ["2", "2,when", '2,,,,,,,"{half', "2,,,,,,,한"])
def test_a_line_torn_by_a_crash_is_whole_once_its_job_is_repeated(folder: Folder, sync: Sync, torn: str) -> None:
    sync.send("event_logs", "1", details="first")
    cut = torn.encode()[:-1] if torn.endswith("한") else torn.encode()
    with folder.file("event_logs").open("ab") as file:
        file.write(cut)
    again = Sync(type(sync.jobs)(Recorder(LocalWorkbook(folder.path)), sync.ledger), sync.ledger)
    again.send("event_logs", "2", details="second")
    assert [(row["log_id"], row["details"]) for row in folder.rows("event_logs")] == [("1", "first"), ("2", "second")]


def test_a_last_line_that_only_lacks_its_end_is_kept(folder: Folder, sync: Sync) -> None:
    folder.saves("event_logs", ",".join(TABS["event_logs"].columns), "1,,,,,,,first")
    folder.file("event_logs").write_bytes(folder.file("event_logs").read_bytes()[:-2])
    sync.send("event_logs", "2", details="second")
    assert [(row["log_id"], row["details"]) for row in folder.rows("event_logs")] == [("1", "first"), ("2", "second")]


def test_a_line_torn_without_a_restart_is_mended_too(folder: Folder, sync: Sync) -> None:
    sync.send("event_logs", "1", details="first")
    with folder.file("event_logs").open("ab") as file:
        file.write(b"2,torn")
    sync.send("event_logs", "2", details="second")
    assert [row["log_id"] for row in folder.rows("event_logs")] == ["1", "2"]


def test_a_log_grows_at_its_end_without_being_written_anew(folder: Folder, sync: Sync) -> None:
    sync.send("event_logs", "1", details="first")
    inode = folder.file("event_logs").stat().st_ino
    sync.send("event_logs", "2", details="second")
    assert folder.file("event_logs").stat().st_ino == inode
    assert [row["log_id"] for row in folder.rows("event_logs")] == ["1", "2"]


def test_a_draft_that_a_crash_left_is_no_part_of_the_workbook(folder: Folder, sync: Sync) -> None:
    sync.send("products", "P1", size="L")
    folder.file("products").with_name(".products.csv.new").write_text("half a li")
    sync.send("products", "P1", size="M")
    assert [row["size"] for row in folder.rows("products")] == ["M"]
    assert not folder.file("products").with_name(".products.csv.new").exists()
