"""sheets_sync: the one process that writes the owner's workbook and reads it."""

import random
import secrets
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import structlog
from redis.exceptions import RedisError

from services.sheets_sync.health import Health
from services.sheets_sync.inbox import Inbox
from services.sheets_sync.jobs import SheetsJobs
from services.sheets_sync.local import LocalWorkbook
from services.sheets_sync.mail import Mail
from services.sheets_sync.meters import Meters
from services.sheets_sync.pump import Pump
from services.sheets_sync.rounds.pins import Pins
from services.sheets_sync.rounds.round import Desk, Rounds
from services.sheets_sync.rounds.rows import digest_with
from services.sheets_sync.runner import GOOGLE, LOCAL, Pace, Runner
from services.sheets_sync.workbook import Workbook
from shared import metrics, process, queues, worker
from shared.clock import now_ms
from shared.config import Settings, SettingsError
from shared.jobs import sheets
from shared.keys import Keys
from shared.pins import hash_pin
from shared.redis_client import connect, connect_for_jobs, wait_for

FILES = "file://"
STATE = "google"
REDIS_SECONDS = 5
log = structlog.get_logger()


def main() -> None:
    settings = process.start("sheets_sync")
    process.die_with_threads()
    try:
        keys = Keys(settings.site)
        meters = Meters(connect(settings.redis_url, timeout=REDIS_SECONDS), keys, now_ms)
        metrics.listen(meters.registry, settings.metrics_port_of("sheets_sync"))
        serve(settings, *open_workbook(settings, meters.called), keys, meters)
    except (worker.RedisLostError, RedisError) as error:
        log.error("Redis is lost", error=str(error))
        sys.exit(1)


def serve(settings: Settings, workbook: Workbook, pace: Pace, keys: Keys, meters: Meters) -> None:
    """Works the queue until SIGTERM, and beside it round after round."""
    jobs, redis = connect_for_jobs(settings.redis_url), connect(settings.redis_url, timeout=REDIS_SECONDS)
    wait_for(redis)
    inbox, secret = Inbox(), secrets.token_bytes(32)
    ledger = queues.open_queue(queues.LEDGER, jobs)
    pump = Pump(ledger, now_ms)
    mail = Mail(ledger, pump)
    pins = Pins(hash_pin, secret)
    desk = Desk(workbook, inbox, mail, pins, digest_with(secret), redis, keys, settings.zone, now_ms)
    health = Health(redis, keys, now_ms)
    runner = Runner(Rounds(desk), inbox, health, pace, random.random, meters.round)
    sheets.consumer.bind(SheetsJobs(inbox, pump))
    mail.opened()
    stopping = Event()
    rounds = Thread(target=runner.run, args=(stopping,), name="rounds", daemon=True)
    rounds.start()
    try:
        worker.work(queues.open_queue(queues.SHEETS, jobs), metrics.job_watch(meters.registry))
    finally:
        stopping.set()
        inbox.news.set()
        rounds.join()


def open_workbook(settings: Settings, answered: Callable[[str], None]) -> tuple[Workbook, Pace]:
    """Ends the process with exit code 2 where the workbook's settings are no good."""
    if settings.sheets_url.startswith(f"{FILES}/"):
        return LocalWorkbook(Path(settings.sheets_url.removeprefix(FILES))), LOCAL
    # A stack that keeps its workbook in files does without the memory of Google's libraries.
    from services.sheets_sync.google.workbook import open_google  # noqa: PLC0415

    key_file = settings.google_credentials or Path()  # the settings refuse a Google address without one
    try:
        state = settings.home / STATE
        return open_google(settings.sheets_url, key_file, state, now_ms, answered), GOOGLE
    except SettingsError as error:
        log.error("the workbook's settings are no good", reason=str(error))
        sys.exit(2)


if __name__ == "__main__":
    main()
