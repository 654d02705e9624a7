"""The ledger's two processes: the API, which never dies here (test_commit_boundaries does that), and its worker."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from services.rental_api.app import create_app
from services.rental_api.jobs import LedgerJobs
from services.rental_api.ledger.engine import checkpoint, open_engine
from services.rental_api.rentals.expiry import lapse
from services.rental_api.sheet_sender import send_changed
from services.rental_api.sheet_upkeep import Turns
from services.rental_api.worker import keep_rentals
from shared.device_state import read_now
from shared.jobs import ledger
from shared.queues import LEDGER
from shared.redis_client import connect, connect_for_jobs
from tests.faults.month.clock import Clock
from tests.faults.month.conveyor import Conveyor
from tests.faults.month.fate import Fuse, mortal_redis
from tests.support.gym import Gym

MOST_SENDINGS = 20
"""A look a second, and so many between two rounds of sheets_sync at most."""


class Till(Gym):
    """The gym whose API is asked, with a real Redis and the month's clock."""

    def __init__(self, folder: Path, redis_url: str, clock: Clock) -> None:
        self.clock = clock
        self._url = redis_url
        super().__init__(folder, uses=0)
        self.reconnect()

    @property
    def now(self) -> int:
        return self.clock.now

    @now.setter
    def now(self, at: int) -> None:
        """A Gym would begin on a day of its own."""

    def reconnect(self) -> None:
        """Redis has been away."""
        states, jobs = connect(self._url), connect_for_jobs(self._url)
        look = partial(read_now, states, self.ctx.keys)
        self.ctx = replace(self.ctx, redis=states, jobs_redis=jobs, look=look, clock=self.clock)
        self.client = create_app(self.ctx).test_client()

    def member(self, member_id: str, phone: str, **values: Any) -> None:  # noqa: ANN401 - MemberEdit's fields
        if phone != "010-1000-0001":  # the one that every Gym begins with
            super().member(member_id, phone, **values)

    def save(self, copy: Path) -> None:
        """A backup of the ledger, as it is in this moment."""
        copy.unlink(missing_ok=True)
        with closing(sqlite3.connect(self._file)) as conn:
            conn.execute("VACUUM INTO ?", (str(copy),))

    def load(self, copy: Path) -> None:
        """The ledger is as it was then."""
        self.ctx.engine.dispose()
        for name in ("", "-wal", "-shm"):
            self._file.with_name(self._file.name + name).unlink(missing_ok=True)
        shutil.copy(copy, self._file)

    @property
    def _file(self) -> Path:
        return Path(str(self.ctx.engine.url.database))


class LedgerWorker:
    """services/rental_api/worker.py: its queue, and what it does by the clock. `seen` is shown every payload."""

    def __init__(self, till: Till, redis_url: str, fuse: Fuse) -> None:
        self._till, self._url, self.fuse = till, redis_url, fuse
        self.seen: Callable[[object], object] = lambda _: None
        self._engine: Engine | None = None

    def start(self) -> None:
        """A process that knows of nothing. Raises RedisError."""
        self.stop()
        states = mortal_redis(self._url, self.fuse, decode=True)
        jobs = mortal_redis(self._url, self.fuse, decode=False)
        self._engine = _mortal(open_engine(str(self._till.ctx.engine.url), self._till.ctx.site), self.fuse)
        self.ctx = replace(
            self._till.ctx, engine=self._engine, redis=states, jobs_redis=jobs,
            look=partial(read_now, states, self._till.ctx.keys),
        )  # fmt: skip
        ledger.consumer.bind(LedgerJobs(self.ctx))
        self._turns = Turns()
        self._conveyor = Conveyor(LEDGER, jobs, lambda payload: self.seen(payload))  # noqa: PLW0108 - set later

    def stop(self) -> None:
        if self._engine:
            self._engine.dispose()
            for redis in (self.ctx.redis, self.ctx.jobs_redis):
                redis.close()
            self._engine = None

    def carry_out_next(self) -> str:
        return self._conveyor.carry_out_next()

    def look_after(self) -> None:
        """What threads of the worker do all the time."""
        keep_rentals(self.ctx)
        lapse(self.ctx)
        self._turns.mark(self.ctx)
        for _ in range(MOST_SENDINGS):
            if not send_changed(self.ctx):
                return

    def write_back(self) -> None:
        checkpoint(self.ctx.engine)


def _mortal(engine: Engine, fuse: Fuse) -> Engine:
    """Its process may die just before or just after any commit."""
    dialect: Any = engine.dialect
    commit: Callable[[object], None] = dialect.do_commit

    def do_commit(connection: object) -> None:
        fuse.step("before a commit")
        commit(connection)
        fuse.step("after a commit")

    dialect.do_commit = do_commit
    return engine
