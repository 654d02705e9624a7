"""Brings into the workbook what only Redis knows: the dispensers' state and stock."""

from threading import Event
from zoneinfo import ZoneInfo

import structlog
from redis import Redis
from redis.exceptions import RedisError

from services.sheets_sync.device_rows import is_news, status_rows, stock_rows
from services.sheets_sync.recorder import Recorder
from shared import device_state
from shared.clock import Clock
from shared.keys import Keys

PAUSE_SECONDS = 5.0
HEARTBEATS_MS = 60_000
"""Heartbeats alone are written once a minute: an SD card does not live for ever."""
log = structlog.get_logger()


class Refresher:
    def __init__(self, redis: Redis, keys: Keys, recorder: Recorder, zone: ZoneInfo, clock: Clock) -> None:
        self._redis = redis
        self._keys = keys
        self._recorder = recorder
        self._zone = zone
        self._clock = clock
        self._heartbeats_due = 0

    def run(self, stopping: Event) -> None:
        """Until told to stop. Redis or the disk failing is logged; the queue's worker ends the process if need be."""
        while not stopping.is_set():
            try:
                self.refresh()
            except (RedisError, OSError) as error:
                log.warning("nothing refreshed", error=str(error))
            stopping.wait(PAUSE_SECONDS)

    def refresh(self) -> None:
        states = device_state.read_all(self._redis, self._keys)
        now = self._recorder.table("device_status")
        rows = status_rows(states, now, self._zone)
        all_due = self._clock() >= self._heartbeats_due
        self._recorder.record([row for row in rows if all_due or is_news(row, now)])
        if all_due:
            self._heartbeats_due = self._clock() + HEARTBEATS_MS
        self._recorder.record(stock_rows(states, self._recorder.table("products")), may_add=False)
