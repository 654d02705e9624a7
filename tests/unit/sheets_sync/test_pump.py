"""The owner's rows go to the ledger a few at a time, each once, until they are answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import fakeredis
import pytest
from rq import Queue

from services.sheets_sync.pump import LOST_MS, ROWS_A_JOB, ROWS_AT_ONCE, Pump
from shared.queues import LEDGER, open_queue


@dataclass
class Line:
    """The pump and the queue it fills."""

    queue: Queue
    now: int = 0

    def __post_init__(self) -> None:
        self.pump = Pump(self.queue, lambda: self.now)

    def told(self) -> list[list[str]]:
        """Keys by job, once."""
        jobs = [[row["key"] for row in job.args[0]["rows"]] for job in self.queue.get_jobs()]
        self.queue.empty()
        return jobs


@pytest.fixture
def line() -> Iterator[Line]:
    with fakeredis.FakeRedis() as redis:
        yield Line(open_queue(LEDGER, redis))


def row(key: str, digest: str = "d", replaced_by: int | None = None) -> dict[str, Any]:
    return {"tab": "members", "key": key, "digest": digest, "replaced_by": replaced_by}


def test_rows_that_come_together_go_in_one_job(line: Line) -> None:
    line.pump.push([row("1"), row("2")])
    assert line.told() == [["1", "2"]]


def test_a_row_on_its_way_is_not_told_again(line: Line) -> None:
    line.pump.push([row("1")])
    line.pump.push([row("1")])
    assert line.told() == [["1"]]
    assert line.pump.has("members", "1", "d")


def test_a_row_that_has_changed_since_is_told_again(line: Line) -> None:
    line.pump.push([row("1")])
    line.pump.push([row("1", "e")])
    assert line.told() == [["1"], ["1"]]


def test_the_next_rows_wait_for_answers_as_dispensers_use_the_same_queue(line: Line) -> None:
    line.pump.push([row(str(n)) for n in range(100)])
    told = line.told()
    assert [len(job) for job in told] == [ROWS_A_JOB] * (ROWS_AT_ONCE // ROWS_A_JOB)
    line.pump.answered([row(key) for key in told[0]])
    assert [len(job) for job in line.told()] == [ROWS_A_JOB]


def test_what_was_replaced_goes_first(line: Line) -> None:
    line.pump.push([row(str(n)) for n in range(60)])
    line.told()
    line.pump.push([row("0", "replaced:1", 7)])
    line.pump.answered([row(str(n)) for n in range(ROWS_A_JOB)])
    assert line.told()[0][0] == "0"


def test_two_copies_of_one_row_are_both_told(line: Line) -> None:
    line.pump.push([row("1", "replaced:1", 7), row("1", "replaced:2", 8), row("1")])
    assert line.told() == [["1", "1", "1"]]


def test_an_answer_that_does_not_come_is_not_waited_for_for_ever(line: Line) -> None:
    line.pump.push([row("1")])
    line.told()
    line.now += LOST_MS
    line.pump.push([row("1")])
    assert line.told() == [["1"]]
