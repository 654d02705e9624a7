"""What the owner does to his files stays."""

import pytest

from services.sheets_sync.local import LocalWorkbook, disk
from services.sheets_sync.tabs import TABS
from services.sheets_sync.workbook import Batch, Edit, Line, WorkbookError
from tests.unit.sheets_sync.conftest import Folder
from tests.unit.sheets_sync.hand import line, put, sheet, write

VOUCHERS = "voucher_id,remaining_amount,remaining_amount_synced,sync_mark,status"


def test_his_columns_rows_and_order_are_kept(folder: Folder, workbook: LocalWorkbook) -> None:
    lines = ["생일,updated_at,name,member_id", "3월,,둘,M2", "합계,,,", "", '"a, ""b""",,하나,M1,beyond']
    folder.saves("members", *lines)
    write(workbook, Edit("members", "M1", {"updated_at": "now"}, line(workbook, "members", "M1")))
    changed = [*lines[:4], '"a, ""b""",now,하나,M1,beyond']
    assert folder.raw("members") == "\ufeff" + "".join(line + "\r\n" for line in changed)


def test_columns_of_the_systems_are_added_behind_all_that_is_there(folder: Folder, workbook: LocalWorkbook) -> None:
    folder.saves("members", "member_id,이름,created_at", "M1,하나,,beyond, ,")
    workbook.prepare(["members"], every_column=False)
    assert folder.header("members") == ["member_id", "이름", "created_at", "", "updated_at", "sync_note"]


def test_the_first_time_his_columns_are_added_too(folder: Folder, workbook: LocalWorkbook) -> None:
    folder.saves("members", "member_id,name,phone,status,생일", "M1,하나,,,")
    workbook.prepare(["members"], every_column=True)
    assert folder.header("members")[5:] == ["payment_password", "notes", "created_at", "updated_at", "sync_note"]


def test_a_tab_that_lacks_nothing_is_not_written(folder: Folder, workbook: LocalWorkbook) -> None:
    folder.saves("members", ",".join(reversed(TABS["members"].names)), encoding="utf-8")
    before = workbook.stamp()
    workbook.prepare(["members"], every_column=True)
    assert workbook.stamp() == before


@pytest.mark.parametrize("lines", [(), ("",), (",,", "")])
def test_an_empty_file_gets_its_header(folder: Folder, workbook: LocalWorkbook, lines: tuple[str, ...]) -> None:
    folder.saves("members", *lines)
    workbook.prepare(["members"], every_column=False)
    assert folder.header("members") == list(TABS["members"].names)


@pytest.mark.parametrize("header", ["번호,name", ","])
def test_a_tab_with_rows_and_without_its_key_column_is_left_alone(
    folder: Folder, workbook: LocalWorkbook, header: str
) -> None:
    folder.saves("members", header, "M1,하나")
    before = folder.raw("members")
    workbook.prepare(["members"], every_column=True)
    edits = [
        Edit("members", "M1", {"created_at": "now"}, None),
        Edit("members", "", {"member_id": "M2"}, Line(0, {})),
    ]
    assert workbook.write(Batch(edits)) == []
    assert folder.raw("members") == before


def test_a_header_without_its_key_is_shown_as_it_is(folder: Folder, workbook: LocalWorkbook) -> None:
    folder.saves("members", "번호 ,name", "M1,하나")
    assert sheet(workbook, "members").header == ("번호", "name")


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfem\x00e\x00,\x00", b"\xef\xbb\xbf\xff\xff", b'a,"' + b"x" * 200_000]
)
def test_what_is_no_csv_is_no_tab_and_stays_what_it_is(
    folder: Folder, workbook: LocalWorkbook, content: bytes
) -> None:
    for tab in ("members", "event_logs"):
        folder.saves(tab)
        folder.file(tab).write_bytes(content)
        folder.lets_stand(tab)
        edit = Edit(tab, "1", {"created_at": "now", "details": "x"}, None)
        assert workbook.read([tab], []).sheets == {}
        assert workbook.write(Batch([edit], {tab: "why"})) == []
        if content:
            workbook.prepare([tab], every_column=True)
        assert folder.file(tab).read_bytes() == content


def test_an_edit_saved_while_the_file_is_being_written_is_kept(
    folder: Folder, workbook: LocalWorkbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.saves("products", "product_id,name,updated_at", "P1,수건,")
    draft = disk.draft

    def owner_saves_then(*args: object) -> object:
        new = draft(*args)  # type: ignore[arg-type]
        folder.saves("products", "product_id,name,updated_at", "P1,큰 수건,")
        return new

    read = line(workbook, "products", "P1")
    monkeypatch.setattr(disk, "draft", owner_saves_then)
    assert not write(workbook, Edit("products", "P1", {"updated_at": "now"}, read))
    assert folder.rows("products")[0]["name"] == "큰 수건"


@pytest.mark.parametrize("typed", ["9000", "", "15,000", "15000원"])
def test_a_balance_he_changed_since_it_was_read_is_not_overwritten(
    folder: Folder, workbook: LocalWorkbook, typed: str
) -> None:
    folder.saves("member_vouchers", VOUCHERS, "V1,10000,10000,7,active", "V2,500,500,7,active")
    read = [line(workbook, "member_vouchers", key) for key in ("V1", "V2")]
    folder.saves("member_vouchers", VOUCHERS, "V2,500,500,7,active", f'V1,"{typed}",10000,7,active')
    cells = {"remaining_amount": 0, "remaining_amount_synced": 0, "sync_mark": 8}
    edits = [Edit("member_vouchers", one.cells["voucher_id"], cells, one) for one in read]  # type: ignore[arg-type]
    assert workbook.write(Batch(edits)) == edits[1:]
    rows = {row["voucher_id"]: row["remaining_amount"] for row in folder.rows("member_vouchers")}
    assert rows == {"V1": typed, "V2": "0"}


@pytest.mark.parametrize("stale", ["V1,10000,12000,6,active", "V1,10000,10000,6,active"])
def test_nor_is_one_that_stands_on_an_older_base(folder: Folder, workbook: LocalWorkbook, stale: str) -> None:
    folder.saves("member_vouchers", VOUCHERS, "V1,10000,10000,7,active")
    read = line(workbook, "member_vouchers", "V1")
    folder.saves("member_vouchers", VOUCHERS, stale)
    assert not write(workbook, Edit("member_vouchers", "V1", {"remaining_amount": 0, "sync_mark": 8}, read))
    assert folder.raw("member_vouchers").splitlines()[1] == stale


def test_cells_of_the_systems_are_written_beside_his_edit(folder: Folder, workbook: LocalWorkbook) -> None:
    folder.saves("members", "member_id,name,updated_at", "M1,하나,")
    read = line(workbook, "members", "M1")
    folder.saves("members", "member_id,name,updated_at", "M2,둘,", "M1,김하나,old")
    assert write(workbook, Edit("members", "M1", {"updated_at": "now"}, read))
    assert folder.raw("members").splitlines()[1:] == ["M2,둘,", "M1,김하나,now"]


def test_a_row_he_deleted_is_not_brought_back(folder: Folder, workbook: LocalWorkbook) -> None:
    folder.saves("products", "product_id,stock", "P1,3")
    read = line(workbook, "products", "P1")
    folder.saves("products", "product_id,stock", "P2,3")
    assert not write(workbook, Edit("products", "P1", {"stock": 4}, read))
    assert [row["product_id"] for row in folder.rows("products")] == ["P2"]


def test_a_row_he_brought_back_is_not_added_twice(folder: Folder, workbook: LocalWorkbook) -> None:
    folder.saves("products", "product_id,stock", "P1,3")
    assert not write(workbook, Edit("products", "P1", {"stock": 4}, None))
    assert folder.rows("products") == [{"product_id": "P1", "stock": "3"}]


def test_a_new_row_gets_its_name_where_it_stands(folder: Folder, workbook: LocalWorkbook) -> None:
    folder.saves("members", "member_id,name,phone", "M1,하나,", ",둘,010", ",둘,010")
    new = sheet(workbook, "members").lines[2]
    assert write(workbook, Edit("members", "", {"member_id": "M-9"}, new))
    assert folder.raw("members").splitlines()[1:] == ["M1,하나,", ",둘,010", "M-9,둘,010"]


@pytest.mark.parametrize("saved", [["M1,하나,", ",둘,0101", ""], [",둘,010", "M1,하나,"], ["M1,하나,", "M2,둘,010"]])
def test_but_not_once_he_touched_it(folder: Folder, workbook: LocalWorkbook, saved: list[str]) -> None:
    folder.saves("members", "member_id,name,phone", "M1,하나,", ",둘,010")
    new = sheet(workbook, "members").lines[1]
    folder.saves("members", "member_id,name,phone", *saved)
    assert not write(workbook, Edit("members", "", {"member_id": "M-9"}, new))
    assert folder.raw("members").splitlines()[1:] == saved


def test_of_a_key_that_stands_twice_the_row_that_was_read_is_meant(folder: Folder, workbook: LocalWorkbook) -> None:
    folder.saves("config", "key,value", "a,1", "b,2", "a,3")
    second = sheet(workbook, "config").lines[2]
    assert write(workbook, Edit("config", "a", {"key": "", "value": ""}, second, guarded=False))
    assert folder.raw("config").splitlines()[1:] == ["a,1", "b,2", ","]


def test_a_key_that_stands_twice_elsewhere_is_nobodys(folder: Folder, workbook: LocalWorkbook) -> None:
    folder.saves("products", "product_id,stock", "P1,3", "P2,3")
    read = line(workbook, "products", "P2")
    folder.saves("products", "product_id,stock", "P2,3", "P1,3", "P2,3")
    assert not write(workbook, Edit("products", "P2", {"stock": 4}, read))


def test_a_file_saved_in_the_korean_code_page_is_read_and_becomes_utf_8(
    folder: Folder, workbook: LocalWorkbook
) -> None:
    folder.saves("members", "member_id,name,updated_at", "M1,똠방각하,", encoding="cp949")
    put(workbook, "members", "M1", updated_at="now")
    assert folder.raw("members").startswith("\ufeffmember_id")
    assert folder.rows("members")[0]["name"] == "똠방각하"


def test_a_log_saved_in_the_korean_code_page_takes_new_rows(folder: Folder, workbook: LocalWorkbook) -> None:
    put(workbook, "event_logs", "1", details="하나")
    folder.saves("event_logs", *folder.raw("event_logs")[1:].splitlines(), encoding="cp949")
    put(workbook, "event_logs", "2", details="둘")
    assert [row["details"] for row in folder.rows("event_logs")] == ["하나", "둘"]


def test_a_log_that_an_old_mac_saved_takes_new_rows(folder: Folder, workbook: LocalWorkbook) -> None:
    folder.saves("event_logs")
    lines = [",".join(TABS["event_logs"].names), "1,,,,,,,first", ""]
    folder.file("event_logs").write_bytes(b"\xef\xbb\xbf" + "\r".join(lines).encode())
    folder.lets_stand("event_logs")
    put(workbook, "event_logs", "2", details="second")
    assert [row["details"] for row in folder.rows("event_logs")] == ["first", "second"]


def test_a_file_he_deleted_is_gone_until_it_is_wanted_again(folder: Folder, workbook: LocalWorkbook) -> None:
    put(workbook, "event_logs", "1", details="a")
    folder.file("event_logs").unlink()
    assert workbook.read(["event_logs"], []).sheets == workbook.read([], ["event_logs"]).sheets == {}
    assert not write(workbook, Edit("event_logs", "2", {"details": "b"}, None))
    put(workbook, "event_logs", "2", details="b")
    assert [row["log_id"] for row in folder.rows("event_logs")] == ["2"]


def test_his_permissions_are_kept(folder: Folder, workbook: LocalWorkbook) -> None:
    put(workbook, "products", "P1", size="L")
    folder.file("products").chmod(0o640)
    put(workbook, "products", "P1", size="M")
    assert folder.file("products").stat().st_mode & 0o777 == 0o640


def test_a_file_he_is_saving_is_waited_for(folder: Folder, workbook: LocalWorkbook) -> None:
    folder.saves("members", "member_id,name,updated_at", "M1,하나,")
    read = line(workbook, "members", "M1")
    folder.file("members").write_bytes("member_id,name,updated_at\r\nM1,하".encode())
    for ask in (
        lambda: workbook.read(["members"], []),
        lambda: workbook.prepare(["members"], every_column=False),
    ):
        with pytest.raises(WorkbookError, match=r"members\.csv is being saved") as refused:
            ask()
        assert refused.value.wait > 0
    assert not write(workbook, Edit("members", "M1", {"updated_at": "now"}, read))


def test_our_own_writing_is_not_waited_for(folder: Folder, workbook: LocalWorkbook) -> None:
    put(workbook, "members", "M1", name="하나")
    assert write(workbook, Edit("members", "M1", {"updated_at": "now"}, line(workbook, "members", "M1")))
