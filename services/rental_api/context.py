"""What the rental's steps work with, handed to each of them."""

from dataclasses import dataclass

from redis import Redis
from sqlalchemy import Engine

from services.rental_api.ledger.engine import reading
from shared.clock import Clock
from shared.config import Settings
from shared.keys import Keys


@dataclass(frozen=True)
class Context:
    """One a process. `jobs_redis` is the connection for RQ, which keeps bytes."""

    settings: Settings
    engine: Engine
    redis: Redis
    jobs_redis: Redis
    clock: Clock

    @property
    def keys(self) -> Keys:
        return Keys(self.settings.site)

    @property
    def site(self) -> str:
        return self.settings.site

    @property
    def reads(self) -> Engine:
        return reading(self.engine)
