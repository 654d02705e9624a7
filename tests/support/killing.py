"""A process that dies at a commit of the ledger: a step runs in a forked child, which ends there as by kill -9."""

import os
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any, NoReturn

from sqlalchemy import Connection, Engine, event

DIED = 9
Work = Callable[[], None]


@dataclass(frozen=True)
class Boundary:
    """The instant just `before` or just `after` the n-th commit (from 1) by which a step changes the ledger."""

    step: str
    when: str
    commit: int

    def __str__(self) -> str:
        return f"{self.step}, {self.when} commit {self.commit}"


def boundaries(step: str, commits: int) -> list[Boundary]:
    """All of a step, in the order of time."""
    return [Boundary(step, when, number) for number in range(1, commits + 1) for when in ("before", "after")]


def commits_of(engine: Engine, work: Work) -> int:
    """Carries the work out and counts."""
    seen = [0]
    with _watched(engine, lambda _, number: seen.append(number)):
        work()
    return max(seen)


def die_at(engine: Engine, work: Work, boundary: Boundary) -> None:
    """Begins the work in another process, which dies at the boundary; fails where it never came there.

    The ledger is closed first: a connection carried into a child would share its parent's locks.
    """
    engine.dispose()
    child = os.fork()
    if child == 0:
        _begin_and_die(engine, work, boundary)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code == DIED, f"the child ended with {code}, not at: {boundary}"


def _begin_and_die(engine: Engine, work: Work, boundary: Boundary) -> NoReturn:
    def die(when: str, number: int) -> None:
        if (when, number) == (boundary.when, boundary.commit):
            os._exit(DIED)

    try:
        with _watched(engine, die):
            work()
    except BaseException:  # whatever it is, a second pytest must not go on from here
        traceback.print_exc(file=sys.__stderr__)
    finally:
        os._exit(0)


@contextmanager
def _watched(engine: Engine, tell: Callable[[str, int], None]) -> Iterator[None]:
    """Tells of every commit through this engine, before and after; not of transactions that only read."""
    dialect: Any = engine.dialect
    commit, numbers, writes = dialect.do_commit, count(1), False

    def about_to_commit(connection: Connection) -> None:
        nonlocal writes
        writes = not connection.get_execution_options().get("fbox_reads")

    def do_commit(connection: object) -> None:
        number = next(numbers) if writes else 0
        tell("before", number)
        commit(connection)
        tell("after", number)

    event.listen(engine, "commit", about_to_commit)
    dialect.do_commit = do_commit
    try:
        yield
    finally:
        del dialect.do_commit
        event.remove(engine, "commit", about_to_commit)
