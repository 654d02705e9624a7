"""The files themselves: what Excel opens, and what a crash leaves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.sheets_sync.local import LocalWorkbook
from services.sheets_sync.local.cells import from_file, to_file
from services.sheets_sync.tabs import TABS
from services.sheets_sync.workbook import Batch, Cell, Edit
from shared.cells import as_text
from tests.unit.sheets_sync.conftest import Folder
from tests.unit.sheets_sync.hand import line, put, sheet, write

HOSTILE: list[Cell] = ["=1+1", "+82 10", "-5", "@SUM(A1)", "\tx", "＝1", "'=1", "'quoted", '=IMPORTXML("http://a")']
HOSTILE += [
    "x" * 10_000,
    "🙂 \u202eע",
    'a "quoted", cell',
    "two\nlines",
    "nul\x00",
    -5,
    3.5,
    "01012345678",
    "'012345",
]
HOSTILE += [1_795_877_166_123_456, "202611280001", "''7", True, 15000.0, "1e5"]
HEAD = ",".join(TABS["event_logs"].names)


def logs(folder: Folder) -> list[tuple[str, str]]:
    return [(row["log_id"], row["details"]) for row in folder.rows("event_logs")]


def test_a_new_tab_starts_with_the_mark_that_excel_needs(folder: Folder, workbook: LocalWorkbook) -> None:
    workbook.prepare(["members"], every_column=True)
    assert folder.file("members").read_bytes().startswith(b"\xef\xbb\xbfmember_id,name,")


def test_the_folder_is_for_its_owners_eyes_only(folder: Folder, workbook: LocalWorkbook) -> None:
    assert folder.path.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: repr(value)[:12])
def test_what_is_written_is_read_back(workbook: LocalWorkbook, value: Cell) -> None:
    put(workbook, "members", "M1", created_at=value)
    found = line(workbook, "members", "M1").cells["created_at"]
    assert found == (value if isinstance(value, str) else as_text(value))


@pytest.mark.parametrize("value", ["=1+1", "+82 10", "-5", "@SUM(A1)", "\t=1", "＝1", "'=1"])
def test_text_like_a_formula_is_no_formula_in_the_file(folder: Folder, workbook: LocalWorkbook, value: str) -> None:
    put(workbook, "members", "M1", name=value)
    assert folder.rows("members")[0]["name"] == "'" + value


@given(st.text(st.characters()) | st.text("'=+-@0123456789\t", max_size=20))
def test_any_text_comes_back_and_none_is_run(text: str) -> None:
    assert from_file(to_file(text)) == text
    assert not to_file(text).startswith(tuple("=+-@\t\r\n"))


def test_a_negative_number_stays_a_number(folder: Folder, workbook: LocalWorkbook) -> None:
    put(workbook, "rental_history", "R1", amount=-5)
    assert folder.rows("rental_history")[0]["amount"] == "-5"


def test_a_mark_is_text_so_that_excel_keeps_its_digits(folder: Folder, workbook: LocalWorkbook) -> None:
    put(workbook, "member_vouchers", "V1", sync_mark=1_795_877_166_123_456, remaining_amount=15_000)
    (row,) = folder.rows("member_vouchers")
    assert (row["sync_mark"], row["remaining_amount"]) == ("'1795877166123456", "15000")


def test_half_a_surrogate_does_not_stop_anything(folder: Folder, workbook: LocalWorkbook) -> None:
    put(workbook, "event_logs", "1", details="\ud800")
    put(workbook, "members", "M1", name="\ud800")
    assert (logs(folder), folder.rows("members")[0]["name"]) == ([("1", "?")], "?")


def test_a_log_line_stays_one_line(folder: Folder, workbook: LocalWorkbook) -> None:
    put(workbook, "event_logs", "1", details="two\r\nlines")
    assert folder.raw("event_logs").splitlines()[1:] == ["1,,,,,,,two lines"]


@pytest.mark.parametrize("torn", ["2", "2,when", '2,,,,,,,"{half', "2,,,,,,,한"])
@pytest.mark.parametrize("restarted", [True, False])
def test_a_line_torn_by_a_crash_is_whole_once_its_job_is_repeated(
    folder: Folder, workbook: LocalWorkbook, torn: str, restarted: bool
) -> None:
    put(workbook, "event_logs", "1", details="first")
    with folder.file("event_logs").open("ab") as file:
        file.write(torn.encode()[:-1] if torn.endswith("한") else torn.encode())
    folder.lets_stand("event_logs")
    again = LocalWorkbook(folder.path) if restarted else workbook
    assert write(again, Edit("event_logs", "2", {"details": "second"}, None))
    assert logs(folder) == [("1", "first"), ("2", "second")]


def test_a_torn_line_is_no_row(folder: Folder, workbook: LocalWorkbook) -> None:
    put(workbook, "event_logs", "1", details="first")
    with folder.file("event_logs").open("ab") as file:
        file.write(b"2,to")
    folder.lets_stand("event_logs")
    assert [one.cells["log_id"] for one in sheet(workbook, "event_logs").lines] == ["1"]


@pytest.mark.parametrize("header", [HEAD, "log_id,timestamp,details"])
def test_a_last_line_that_only_lacks_its_end_is_kept(folder: Folder, workbook: LocalWorkbook, header: str) -> None:
    folder.saves("event_logs", header, "1" + "," * header.count(",") + "first")
    folder.file("event_logs").write_bytes(folder.file("event_logs").read_bytes()[:-2])
    folder.lets_stand("event_logs")
    assert write(workbook, Edit("event_logs", "2", {"details": "second"}, None))
    assert logs(folder) == [("1", "first"), ("2", "second")]


def test_a_log_grows_at_its_end_without_being_written_anew(folder: Folder, workbook: LocalWorkbook) -> None:
    put(workbook, "event_logs", "1", details="first")
    inode = folder.file("event_logs").stat().st_ino
    put(workbook, "event_logs", "2", details="second")
    assert folder.file("event_logs").stat().st_ino == inode
    assert logs(folder) == [("1", "first"), ("2", "second")]


def test_a_row_of_a_log_that_is_there_is_not_added_again(folder: Folder, workbook: LocalWorkbook) -> None:
    put(workbook, "event_logs", "1", details="first")
    edits = [Edit("event_logs", key, {"details": "again"}, None) for key in ("1", "2", "2")]
    assert workbook.write(Batch(edits)) == edits[1:]
    assert logs(folder) == [("1", "first"), ("2", "again")]


def test_the_result_of_a_rental_is_changed_in_its_row(folder: Folder, workbook: LocalWorkbook) -> None:
    for key in ("R1/P1", "R2/P1"):
        put(workbook, "rental_history", key, result="pending (0/1)", quantity=1)
    (first, _) = workbook.read([], ["rental_history"]).sheets["rental_history"].lines
    assert first.cells == {"rental_id": "R1/P1"}
    new = Edit("rental_history", "R3/P1", {"result": "pending (0/1)"}, None)
    assert write(workbook, Edit("rental_history", "R1/P1", {"result": "complete (1/1)"}, first), new)
    results = {row["rental_id"]: row["result"] for row in folder.rows("rental_history")}
    assert results == {"R1/P1": "complete (1/1)", "R2/P1": "pending (0/1)", "R3/P1": "pending (0/1)"}


def test_a_draft_that_a_crash_left_is_no_part_of_the_workbook(folder: Folder, workbook: LocalWorkbook) -> None:
    put(workbook, "products", "P1", size="L")
    folder.file("products").with_name(".products.csv.new").write_text("half a li")
    put(workbook, "products", "P1", size="M")
    assert [row["size"] for row in folder.rows("products")] == ["M"]
    assert not folder.file("products").with_name(".products.csv.new").exists()


def test_what_is_there_already_is_not_written_again(workbook: LocalWorkbook) -> None:
    put(workbook, "products", "P1", size="L")
    before = workbook.stamp()
    assert put(workbook, "products", "P1", size="L")
    assert workbook.stamp() == before
