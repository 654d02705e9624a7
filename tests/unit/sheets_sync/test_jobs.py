"""Rows from the ledger: written, then confirmed; twice is once."""

import pytest

from services.sheets_sync import disk
from services.sheets_sync.versions import KEPT, Versions
from tests.unit.sheets_sync.conftest import Folder, Sync


def test_a_row_is_confirmed_at_the_version_it_was_sent_with(sync: Sync) -> None:
    sync.send("products", "P1", 17, size="L")
    assert sync.confirmed() == [("products", "P1", 17)]


def test_the_confirmation_leaves_only_when_the_row_is_on_disk(
    folder: Folder, sync: Sync, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[dict[str, str]]] = []
    monkeypatch.setattr(sync.ledger, "enqueue_call", lambda *_, **__: seen.append(folder.rows("products")))
    sync.send("products", "P1", size="L")
    assert [rows[0]["size"] for rows in seen] == ["L"]


def test_what_the_disk_refuses_is_not_confirmed_and_comes_again(
    folder: Folder, sync: Sync, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(disk, "draft", full)
    sync.send("products", "P1", size="L")
    assert sync.confirmed() == []
    monkeypatch.undo()
    sync.send("products", "P1", size="L")
    assert sync.confirmed() == [("products", "P1", 1)]


@pytest.mark.parametrize("tab", ["event_logs", "rental_history", "members"])
def test_a_job_that_runs_twice_leaves_one_row_and_confirms_twice(folder: Folder, sync: Sync, tab: str) -> None:
    sync.send(tab, "1", 5, created_at="now", timestamp="now")
    before = folder.raw(tab)
    sync.send(tab, "1", 5, created_at="now", timestamp="now")
    assert folder.raw(tab) == before
    assert sync.confirmed() == [(tab, "1", 5)] * 2


def test_a_row_twice_in_one_job_is_one_row_with_the_later_values(folder: Folder, sync: Sync) -> None:
    rows = [{"tab": "event_logs", "key": "1", "version": v, "values": {"details": f"v{v}"}} for v in (1, 2)]
    sync.send_rows(*rows)
    assert [row["details"] for row in folder.rows("event_logs")] == ["v2"]
    assert sync.confirmed() == [("event_logs", "1", 2)]


def test_the_result_of_a_rental_is_updated_in_its_row(folder: Folder, sync: Sync) -> None:
    sync.send("rental_history", "R1/P1", 1, result="pending (0/1)", quantity=1)
    sync.send("rental_history", "R2/P1", 2, result="pending (0/1)", quantity=1)
    sync.send("rental_history", "R1/P1", 3, result="complete (1/1)", quantity=1)
    results = {row["rental_id"]: row["result"] for row in folder.rows("rental_history")}
    assert results == {"R1/P1": "complete (1/1)", "R2/P1": "pending (0/1)"}


def test_rows_of_a_tab_nobody_knows_are_not_confirmed_and_harm_no_other(folder: Folder, sync: Sync) -> None:
    sync.send_rows(
        {"tab": "tomorrow", "key": "1", "version": 1, "values": {}},
        {"tab": "members", "key": "M1", "version": 2, "values": {"name": "하나"}},
    )
    assert sync.confirmed() == [("members", "M1", 2)]


def test_an_old_job_that_comes_late_does_not_set_a_row_back(folder: Folder, sync: Sync) -> None:
    sync.send("products", "P1", 2, size="new")
    sync.send("products", "P1", 1, size="old")
    assert folder.rows("products")[0]["size"] == "new"
    assert sync.confirmed() == [("products", "P1", 2)]


def test_a_row_whose_clock_was_set_back_is_taken_when_the_ledger_insists(folder: Folder, sync: Sync) -> None:
    sync.send("products", "P1", 2, size="before")
    for _ in range(2):
        sync.send("products", "P1", 1, size="after")
    assert folder.rows("products")[0]["size"] == "after"


def test_versions_are_not_remembered_for_ever() -> None:
    versions = Versions()
    for key in range(KEPT + 1):
        versions.wrote(("rental_history", str(key)), 2)
    assert not versions.turns_away(("rental_history", "0"), 1)
    assert versions.turns_away(("rental_history", "1"), 1)
