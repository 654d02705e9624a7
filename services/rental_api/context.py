"""What the rental's steps work with, handed to each of them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from argon2 import PasswordHasher
from redis import Redis
from rq import Queue
from sqlalchemy import Engine

from services.rental_api.ledger.engine import reading
from services.rental_api.meters import Meters
from shared.clock import Clock, local_day
from shared.config import Settings
from shared.device_state import DeviceState
from shared.keys import Keys
from shared.pins import HASHER
from shared.queues import DEVICES, open_queue

Look = Callable[[list[str]], tuple[dict[str, DeviceState], str]]
"""Devices by uuid, and the run id of the Redis that says so (shared.device_state.read_now)."""


@dataclass(frozen=True)
class Context:
    """One a process. `jobs_redis` is the connection for RQ, which keeps bytes; `look` reads devices as they are."""

    settings: Settings
    engine: Engine
    redis: Redis
    jobs_redis: Redis
    clock: Clock
    look: Look
    hasher: PasswordHasher = HASHER
    meters: Meters = field(default_factory=Meters)

    def day(self, now: int) -> str:
        """The day it is in the gym at that time (UTC ms): what subscriptions count by."""
        return local_day(now, self.settings.zone)

    @cached_property
    def devices(self) -> Queue:
        """The queue of commands. Made once: a new Queue asks Redis for its version before its first job."""
        return open_queue(DEVICES, self.jobs_redis)

    @property
    def keys(self) -> Keys:
        return Keys(self.settings.site)

    @property
    def site(self) -> str:
        return self.settings.site

    @property
    def reads(self) -> Engine:
        return reading(self.engine)
