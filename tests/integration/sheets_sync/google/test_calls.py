"""How often Google is called, and what becomes of a call that fails."""

import json
import logging
from pathlib import Path
from threading import Event

import pytest
from structlog.testing import capture_logs

from services.sheets_sync.google import access
from services.sheets_sync.google.workbook import open_google
from services.sheets_sync.workbook import Edit, WorkbookError
from shared.config import SettingsError
from tests.integration.sheets_sync.google.desk import Desk, failure
from tests.support.google.signin import EMAIL


def read_until_refused(desk: Desk) -> WorkbookError:
    for _ in range(30):
        try:
            desk.read()
        except WorkbookError as error:
            return error
    raise AssertionError("nobody stopped it")


def test_no_minute_has_more_than_twenty_calls(desk: Desk) -> None:
    error = read_until_refused(desk)
    assert error.wait == 60.0
    assert not error.doubtful
    assert desk.google.busiest_minute() == 18


def test_a_restart_gives_no_more_calls(desk: Desk) -> None:
    read_until_refused(desk)
    desk.restart()
    assert failure(desk.read).wait == 60.0
    assert desk.google.busiest_minute() == 18
    desk.clock.pass_by(60)
    assert desk.read()


def test_a_call_repeated_after_signing_in_anew_counts(desk: Desk) -> None:
    desk.read()
    desk.google.tokens.expire()
    with desk.calls() as calls:
        desk.read()
    assert len(calls) == 2
    assert len(json.loads((desk.folder / "state" / "google_calls.json").read_text())) == 3


def test_too_many_for_google_is_told_with_its_wait(desk: Desk) -> None:
    desk.google.faults.next("429", retry_after=30)
    error = failure(desk.read)
    assert error.wait == 30.0
    assert not error.doubtful


@pytest.mark.parametrize("fault", ["429", "500", "503", "html", "lost_before", "lost_after"])
def test_a_reading_that_failed_is_in_no_doubt_and_the_next_one_works(desk: Desk, fault: str) -> None:
    desk.google.faults.next(fault)  # type: ignore[arg-type]
    assert not failure(desk.read).doubtful
    assert desk.read()


@pytest.mark.parametrize(
    ("fault", "doubtful"),
    [("429", False), ("500", True), ("503", True), ("html", True), ("lost_before", True), ("lost_after", True)],
)
def test_a_write_is_doubtful_when_its_answer_is(desk: Desk, fault: str, doubtful: bool) -> None:
    desk.read()
    desk.google.faults.next(fault, on={"write"})  # type: ignore[arg-type]
    edit = Edit("members", "M1", {"member_id": "M1"}, None)
    assert failure(lambda: desk.write(edit)).doubtful is doubtful


def test_an_answer_that_does_not_come_is_not_waited_for_for_ever(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "TIMEOUT", (0.1, 0.1))
    desk.restart()
    desk.read()
    answered = Event()
    desk.google.faults.next("slow", on={"write"}, until=answered)
    assert failure(lambda: desk.write(Edit("members", "M1", {"member_id": "M1"}, None))).doubtful
    answered.set()


def test_the_lines_of_a_write_that_comes_late_are_left_free_for_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "TIMEOUT", (0.2, 0.2))
    desk.restart()
    desk.add("members", {"member_id": "M1", "name": "a"})
    go = Event()
    desk.google.faults.next("late", on={"write"}, until=go)
    line = desk.line("members", "M1")
    assert failure(lambda: desk.write(Edit("members", "M1", {"name": "b"}, line, 1))).doubtful
    desk.write(Edit("members", "M1", {"name": "c"}, desk.line("members", "M1"), 2))
    done = Event()
    desk.google.after_apply = lambda call: done.set() if call.kind == "write" else None
    go.set()
    assert done.wait(5)
    assert sorted((one.version, str(one.line["name"])) for one in desk.read().replaced) == [(1, "c"), (2, "a")]


def test_offline_is_a_failure_and_being_back_is_none(desk: Desk) -> None:
    desk.google.offline = True
    assert "cannot be reached" in str(failure(desk.read))
    desk.google.offline = False
    assert desk.read()


def test_a_sheet_that_is_not_shared_says_with_whom_to_share_it(desk: Desk) -> None:
    desk.google.share(None)
    assert f"share the sheet with {EMAIL}" in str(failure(desk.read))


def test_a_sheet_shared_for_reading_only_says_how_to_share_it(desk: Desk) -> None:
    desk.google.share("reader")
    desk.read()
    assert "as an editor" in str(failure(lambda: desk.write(memory={})))


def test_no_such_sheet(bare: Desk) -> None:
    url = bare.google.url("1NoSuchSheet")
    workbook = open_google(url, bare.folder / "key.json", bare.folder / "state", bare.clock)
    assert "no such sheet" in str(failure(lambda: workbook.read(["members"], [])))


def test_an_api_that_is_not_enabled_is_told(desk: Desk) -> None:
    desk.google.sheets_enabled = False
    assert "not enabled" in str(failure(desk.read))


def test_a_key_that_google_does_not_know_is_told_and_not_shown(bare: Desk) -> None:
    key = bare.google.credentials(bare.folder / "other.json", key_name="other")
    workbook = open_google(bare.google.url(), key, bare.folder / "state", bare.clock)
    with capture_logs() as logs:
        error = failure(lambda: workbook.read(["members"], []))
    assert "does not let F-BOX in" in str(error)
    secret = json.loads(key.read_text())["private_key"].splitlines()[3]
    assert secret not in f"{error!r} {error.__context__!r} {logs}"


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"type": "service_account", "client_email": "a", "token_uri": "b"}']
)
def test_a_file_that_is_no_key_is_refused_by_its_settings_name(bare: Desk, tmp_path: Path, text: str) -> None:
    (tmp_path / "bad.json").write_text(text)
    with pytest.raises(SettingsError, match=r"^FBOX_GOOGLE_CREDENTIALS: "):
        open_google(bare.google.url(), tmp_path / "bad.json", tmp_path / "state", bare.clock)


def test_nobody_else_is_called(desk: Desk) -> None:
    """The stand-in is all there is: a call elsewhere would fail here, and be told."""
    with desk.calls() as calls:
        desk.workbook.stamp()
        desk.read()
    assert [call.kind for call in calls] == ["drive", "read"]


def test_no_log_level_shows_a_cell_or_a_token(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    desk.owner.adds_row("members", name="김하나", payment_password="482913")
    caplog.set_level(logging.DEBUG)
    desk.restart()
    desk.read()
    assert "482913" not in caplog.text
    assert "Bearer" not in caplog.text
    assert not [record for record in caplog.records if record.name.startswith("google")]
