"""What the owner does to his files stays."""

import pytest

from services.sheets_sync import disk
from tests.unit.sheets_sync.conftest import Folder, Sync

MEMBER = {"name": "김하나", "phone": "01012345678", "status": "active", "created_at": "2026-11-23 15:00:00"}


def test_an_edited_cell_of_an_owners_column_is_never_overwritten(folder: Folder, sync: Sync) -> None:
    folder.saves("members", "member_id,name,status,updated_at", "M1,박둘,suspended,")
    sync.send("members", "M1", **MEMBER, updated_at="2026-11-23 16:00:00")
    (row,) = folder.rows("members")
    assert (row["name"], row["status"], row["updated_at"]) == ("박둘", "suspended", "2026-11-23 16:00:00")


def test_a_blank_cell_of_an_owners_column_is_filled(folder: Folder, sync: Sync) -> None:
    folder.saves("members", "member_id,name,phone", "M1, ,")
    sync.send("members", "M1", **MEMBER)
    assert folder.rows("members")[0]["name"] == "김하나"


def test_a_new_row_has_the_owners_columns_too(folder: Folder, sync: Sync) -> None:
    sync.send("members", "M1", **MEMBER)
    (row,) = folder.rows("members")
    assert row == {"member_id": "M1", "payment_password": "", "notes": "", "updated_at": ""} | MEMBER


def test_his_columns_rows_and_order_are_kept(folder: Folder, sync: Sync) -> None:
    lines = ["생일,updated_at,name,member_id", "3월,,둘,M2", "합계,,,", "", '"a, ""b""",,하나,M1,beyond']
    folder.saves("members", *lines)
    sync.send("members", "M1", updated_at="now", name="x")
    changed = [*lines[:4], '"a, ""b""",now,하나,M1,beyond']
    assert folder.raw("members") == "\ufeff" + "".join(line + "\r\n" for line in _with_created_at(changed))


def _with_created_at(lines: list[str]) -> list[str]:
    """The system's one column that his header lacks comes at its end; its cells are as blank as they were."""
    return [lines[0] + ",created_at", *lines[1:]]


def test_a_column_he_renamed_is_not_brought_back(folder: Folder, sync: Sync) -> None:
    folder.saves("members", "member_id,이름,created_at,updated_at", "M1,하나,,")
    sync.send("members", "M1", **MEMBER)
    assert folder.header("members") == ["member_id", "이름", "created_at", "updated_at"]


def test_a_tab_without_its_key_column_is_left_alone(folder: Folder, sync: Sync) -> None:
    folder.saves("members", "번호,name", "M1,하나")
    before = folder.raw("members")
    sync.send_rows(
        {"tab": "members", "key": "M1", "version": 1, "values": {"created_at": "now"}},
        {"tab": "products", "key": "P1", "version": 2, "values": {"size": "L"}},
    )
    assert folder.raw("members") == before
    assert sync.confirmed() == [("products", "P1", 2)]


def test_an_edit_saved_while_the_file_is_being_written_is_kept(
    folder: Folder, sync: Sync, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.saves("products", "product_id,name,updated_at", "P1,수건,")
    draft = disk.draft

    def owner_saves_then(*args: object) -> object:
        new = draft(*args)  # type: ignore[arg-type]
        monkeypatch.undo()
        folder.saves("products", "product_id,name,updated_at", "P1,큰 수건,")
        return new

    monkeypatch.setattr(disk, "draft", owner_saves_then)
    sync.send("products", "P1", updated_at="now")
    (row,) = folder.rows("products")
    assert (row["name"], row["updated_at"]) == ("큰 수건", "now")


def test_a_file_saved_in_the_korean_code_page_is_read_and_becomes_utf_8(folder: Folder, sync: Sync) -> None:
    folder.saves("members", "member_id,name,updated_at", "M1,똠방각하,", encoding="cp949")
    sync.send("members", "M1", updated_at="now")
    assert folder.raw("members").startswith("\ufeffmember_id")
    assert folder.rows("members")[0]["name"] == "똠방각하"


def test_a_log_saved_in_the_korean_code_page_takes_new_rows(folder: Folder, sync: Sync) -> None:
    sync.send("event_logs", "1", details="하나")
    folder.saves("event_logs", *folder.raw("event_logs")[1:].splitlines(), encoding="cp949")
    sync.send("event_logs", "2", details="둘")
    assert [row["details"] for row in folder.rows("event_logs")] == ["하나", "둘"]


def test_a_file_he_deleted_is_made_again(folder: Folder, sync: Sync) -> None:
    sync.send("event_logs", "1", details="a")
    folder.file("event_logs").unlink()
    sync.send("event_logs", "2", details="b")
    assert [row["log_id"] for row in folder.rows("event_logs")] == ["2"]


def test_his_permissions_are_kept(folder: Folder, sync: Sync) -> None:
    sync.send("products", "P1", size="L")
    folder.file("products").chmod(0o640)
    sync.send("products", "P1", size="M")
    assert folder.file("products").stat().st_mode & 0o777 == 0o640
