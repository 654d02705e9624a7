"""Where rental_api's processes get their collaborators from."""

import gc
from collections.abc import Callable
from functools import partial

from services.rental_api.context import Context
from services.rental_api.ledger.engine import open_engine
from shared.clock import now_ms
from shared.config import Settings
from shared.device_state import read_now
from shared.keys import Keys
from shared.redis_client import connect, connect_for_jobs

Task = Callable[[Context], object]


def settle_memory() -> None:
    """Called once all is loaded: the collector need not walk what never dies, which takes it tens of milliseconds."""
    gc.collect()
    gc.freeze()


def context(settings: Settings) -> Context:
    """Opens the ledger and two Redis clients; nothing is contacted yet."""
    redis, jobs_redis = connect(settings.redis_url), connect_for_jobs(settings.redis_url)
    look = partial(read_now, redis, Keys(settings.site))
    return Context(settings, open_engine(settings.database_url, settings.site), redis, jobs_redis, now_ms, look)
