"""What the operator asks of the workbook, by command and by the console's calls, and what he is told."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from redis.exceptions import ConnectionError as RedisGone
from sqlalchemy import text

from services.rental_api import audit, restore
from services.rental_api.sheet_answers import restore_tab
from services.rental_api.workbook_audit import take_part
from shared.jobs.ledger import RestoreTab
from shared.queues import LEDGER, SHEETS, open_queue
from tests.support.audited import Workbook
from tests.support.gym import Gym, code


@pytest.fixture
def gym(tmp_path: Path) -> Iterator[Gym]:
    with closing(Gym(tmp_path)) as one:
        one.boot("FBOX-000000000001", 20)
        one.ctx.redis.hset(one.ctx.keys.workbook, mapping={"well_at": one.now, "pending": 3, "error": ""})
        yield one


@pytest.fixture
def book(gym: Gym) -> Workbook:
    made = Workbook()
    made.take(gym)
    return made


def _at_work(gym: Gym, book: Workbook) -> Callable[[float], object]:
    """While somebody waits, the worker and sheets_sync do what they were asked."""
    sheets, ledger = open_queue(SHEETS, gym.ctx.jobs_redis), open_queue(LEDGER, gym.ctx.jobs_redis)

    def work(_seconds: float) -> None:
        asked = [(job.func_name.rpartition(".")[2], job.args[0]) for job in sheets.get_jobs() + ledger.get_jobs()]
        sheets.empty()
        ledger.empty()
        for name, payload in asked:
            if name == "audit":
                for part in book.parts(payload["run"]):
                    take_part(gym.ctx, part)
            elif name == "restore_tab" and "after" not in payload:
                restore_tab(gym.ctx, RestoreTab(**payload))
        book.take(gym)

    return work


def _idle(_seconds: float) -> None:
    """Nobody does anything."""


def _audit(gym: Gym, pause: Callable[[float], object] = _idle) -> tuple[int, str]:
    out = StringIO()
    return audit.run(gym.ctx, out, pause), out.getvalue()


def _restore(gym: Gym, tab: str, pause: Callable[[float], object] = _idle) -> tuple[int, str]:
    out = StringIO()
    return restore.run(gym.ctx, tab, out, pause), out.getvalue()


def test_an_equal_workbook_is_told_in_one_sentence(gym: Gym, book: Workbook) -> None:
    exit_code, told = _audit(gym, _at_work(gym, book))
    assert exit_code == 0
    assert told.startswith("The ledger is right: 1 passes")
    assert "장부와 시트가 맞습니다: 12개 탭" in told


def test_a_workbook_that_differs_is_an_exit_code_and_a_list(gym: Gym, book: Workbook) -> None:
    del book.rows["members"][0]
    exit_code, told = _audit(gym, _at_work(gym, book))
    assert exit_code == 1
    assert told.endswith("  missing: members A001\n")


def test_a_wrong_ledger_is_an_exit_code_whatever_the_workbook_says(gym: Gym, book: Workbook) -> None:
    with gym.ctx.engine.begin() as conn:
        conn.execute(text("UPDATE passes SET balance = balance + 1"))
    exit_code, told = _audit(gym, _at_work(gym, book))
    assert exit_code == 1
    assert told.startswith("The ledger is wrong. a balance is the sum of its entries: pass pas_")


def test_a_ledger_without_a_running_workbook_is_proved_alone(gym: Gym) -> None:
    gym.now += 61_000
    assert _audit(gym)[0] == 0
    assert _audit(gym)[1].endswith("The workbook was not compared: sheets_sync is not running.\n")


def test_why_the_workbook_cannot_be_had_is_told(gym: Gym) -> None:
    gym.now += 61_000
    gym.ctx.redis.hset(gym.ctx.keys.workbook, "error", "HTTP 503")
    assert "not compared: sheets_sync has no workbook now (HTTP 503)." in _audit(gym)[1]


def test_a_stack_that_is_down_is_told_as_such(gym: Gym, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_key: str) -> None:
        raise RedisGone

    monkeypatch.setattr(gym.ctx.redis, "hgetall", gone)
    assert _audit(gym) == (0, _audit(gym)[1])
    assert _audit(gym)[1].endswith("The workbook was not compared: the stack is not running.\n")
    assert _restore(gym, "members") == (1, "members is not restored: the stack is not running.\n")


def test_an_audit_that_does_not_end_is_not_waited_for_for_ever(gym: Gym) -> None:
    exit_code, told = _audit(gym)
    assert exit_code == 1
    assert "has not ended within 120 s" in told


def test_a_restored_tab_is_one_whose_rows_have_all_arrived(gym: Gym, book: Workbook) -> None:
    book.rows["members"].clear()
    exit_code, told = _restore(gym, "members", _at_work(gym, book))
    assert (exit_code, told) == (0, "members is restored: the workbook has every row that the ledger has.\n")
    assert book.keys("members") == ["A001"]


@pytest.fixture
def impatient_operator(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(restore, "MOST_SECONDS", 4.0)


@pytest.mark.usefixtures("impatient_operator")
def test_a_tab_that_stays_in_trouble_is_not_restored(gym: Gym, book: Workbook) -> None:
    gym.ctx.redis.hset(gym.ctx.keys.troubles, "members", "열이 없습니다: name.")
    exit_code, told = _restore(gym, "members", _at_work(gym, book))
    assert exit_code == 1
    assert told == "members is not restored: after 4 s 열이 없습니다: name.; it goes on by itself.\n"


@pytest.mark.usefixtures("impatient_operator")
def test_a_worker_that_does_not_take_the_order_is_told(gym: Gym, book: Workbook) -> None:
    exit_code, told = _restore(gym, "members")
    assert exit_code == 1
    assert "the ledger's worker has other work" in told


@pytest.mark.parametrize("arguments", [[], ["member"], ["members", "config"], ["_fbox"]])
def test_only_a_tab_of_the_workbook_can_be_restored(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert restore.main(arguments) == 2
    assert "One of members, products," in capsys.readouterr().err


def test_the_console_sees_how_the_workbook_is(gym: Gym) -> None:
    gym.ctx.redis.hset(gym.ctx.keys.troubles, mapping={"members": "열이 없습니다: name.", "config": ""})
    gym.now += 4_000
    told = gym.get("/api/workbook")
    assert (told["seconds_since_well"], told["pending"], told["error"]) == (4, 3, "")
    assert told["well_at"] == "2025-11-23T12:13:20.000Z"
    assert told["troubles"] == {"members": "열이 없습니다: name."}
    assert told["audit"] is None


def test_a_workbook_nobody_ever_saw_is_no_error(gym: Gym) -> None:
    gym.ctx.redis.delete(gym.ctx.keys.workbook)
    told = gym.get("/api/workbook")
    assert (told["well_at"], told["seconds_since_well"], told["pending"]) == (None, None, 0)


def test_the_console_starts_an_audit_and_sees_what_it_found(gym: Gym, book: Workbook) -> None:
    del book.rows["members"][0]
    answer = gym.post("/api/workbook/audits", {})
    assert answer.status_code == 202
    _at_work(gym, book)(0)
    told = gym.get("/api/workbook")["audit"]
    assert told["run"] == answer.get_json()["run"]
    assert (told["equal"], told["at"]) == (False, "2025-11-23T12:13:20.000Z")
    assert told["differences"] == [{"kind": "missing", "tab": "members", "key": "A001", "columns": []}]


def test_the_console_has_a_tab_restored(gym: Gym, book: Workbook) -> None:
    book.rows["members"].clear()
    assert gym.post("/api/workbook/restorations", {"tab": "members"}).status_code == 202
    _at_work(gym, book)(0)
    assert book.keys("members") == ["A001"]


def test_an_unknown_tab_is_refused_by_name(gym: Gym) -> None:
    answer = gym.post("/api/workbook/restorations", {"tab": "member"})
    assert (answer.status_code, code(answer)) == (422, "invalid-request")
    assert json.loads(answer.text)["errors"][0]["field"] == "tab"
