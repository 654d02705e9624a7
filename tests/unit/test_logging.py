"""Lines of the log, as another process reads them."""

import json
import subprocess
import sys

from deploy.home import ROOT

SPEAK = """
import logging, threading
import structlog
from shared.process import set_up_logging
log = structlog.get_logger()
set_up_logging("kiosk_ui", "info")
with structlog.contextvars.bound_contextvars(rental_id="rnt_1"):
    log.info("named")
thread = threading.Thread(target=lambda: log.info("from a thread"))
thread.start(); thread.join()
logging.getLogger("gunicorn.error").error("from a library")
"""


def test_each_line_is_json_with_its_time_and_service_whoever_wrote_it() -> None:
    done = subprocess.run([sys.executable, "-c", SPEAK], cwd=ROOT, capture_output=True, text=True, check=True)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["event"] for line in lines] == ["named", "from a thread", "from a library"]
    assert {line["service"] for line in lines} == {"kiosk_ui"}
    assert all(line["timestamp"].endswith("Z") for line in lines)
    assert [line.get("rental_id") for line in lines] == ["rnt_1", None, None]
