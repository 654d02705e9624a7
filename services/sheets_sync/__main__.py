"""sheets_sync: the one process that writes the owner's workbook."""

import sys
from pathlib import Path
from threading import Event, Thread

import structlog
from redis.exceptions import RedisError

from services.sheets_sync.jobs import SheetsJobs
from services.sheets_sync.local import LocalWorkbook
from services.sheets_sync.recorder import Recorder
from services.sheets_sync.refresher import Refresher
from services.sheets_sync.workbook import Workbook
from shared import process, queues, worker
from shared.clock import now_ms
from shared.config import Settings
from shared.jobs import sheets
from shared.keys import Keys
from shared.redis_client import connect, connect_for_jobs

LOCAL = "file://"
REDIS_SECONDS = 5
log = structlog.get_logger()


def main() -> None:
    settings = process.start("sheets_sync")
    process.die_with_threads()
    try:
        serve(settings, open_workbook(settings.sheets_url))
    except (worker.RedisLostError, RedisError) as error:
        log.error("Redis is lost", error=str(error))
        sys.exit(1)


def serve(settings: Settings, workbook: Workbook) -> None:
    """Works the queue until SIGTERM, and beside it brings in what Redis knows."""
    jobs = connect_for_jobs(settings.redis_url)
    recorder = Recorder(workbook)
    redis = connect(settings.redis_url, timeout=REDIS_SECONDS)
    refresher = Refresher(redis, Keys(settings.site), recorder, settings.zone, now_ms)
    sheets.consumer.bind(SheetsJobs(recorder, queues.open_queue(queues.LEDGER, jobs)))
    stopping = Event()
    refreshing = Thread(target=refresher.run, args=(stopping,), name="refresher", daemon=True)
    refreshing.start()
    try:
        worker.work(queues.open_queue(queues.SHEETS, jobs))
    finally:
        stopping.set()
        refreshing.join()


def open_workbook(url: str) -> Workbook:
    """Ends the process, with the setting's name and exit code 2, where this version has no such workbook."""
    if url.startswith(f"{LOCAL}/"):
        return LocalWorkbook(Path(url.removeprefix(LOCAL)))
    log.error("FBOX_SHEETS_URL: a Google Sheet comes with a later version; until then file:///some/folder")
    sys.exit(2)


if __name__ == "__main__":
    main()
