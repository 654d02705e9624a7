"""What every process does the same: settings from the environment, logs to stdout, an orderly end."""

import logging
import os
import sys
import threading
import traceback
from types import TracebackType
from typing import Any

import structlog

from shared.config import Settings, SettingsError, load

SWITCH_SECONDS = 0.0005
"""A garment's event waits for a busy thread no longer than this; Python's own 5 ms are a third of a rental."""


def start(service: str) -> Settings:
    """Reads the settings and sets logging up; a bad setting ends the process with its name and exit code 2."""
    try:
        settings = load(os.environ)
    except SettingsError as error:
        print(f"{service}: {error}", file=sys.stderr)
        sys.exit(2)
    set_up_logging(service, settings.log_level)
    sys.setswitchinterval(SWITCH_SECONDS)
    return settings


def set_up_logging(service: str, level: str) -> None:
    """One JSON object a line on stdout, words for a person where that is a terminal; times are UTC.

    Standard-library loggers included. What an edge has bound (a request, a job) is in every line until its end.
    """
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        _naming(service),
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *_rendering(sys.stdout.isatty()),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in ("gunicorn.error", "gunicorn.access"):  # it gave them handlers of its own
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True
    logging.getLogger("rq.worker").setLevel(logging.WARNING)
    logging.getLogger("httpx").setLevel(logging.WARNING)


def _naming(service: str) -> structlog.typing.Processor:
    """Not bound as a context: threads do not inherit one."""

    def name(_logger: object, _method: str, line: structlog.typing.EventDict) -> structlog.typing.EventDict:
        line["service"] = service
        return line

    return name


def _rendering(terminal: bool) -> list[structlog.typing.Processor]:
    if terminal:
        return [structlog.dev.ConsoleRenderer()]
    return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]


def die_with_threads() -> None:
    """A thread that ends by an exception ends its process: supervisor starts it afresh, whole."""

    def end(args: threading.ExceptHookArgs) -> None:
        _report(args.exc_type, args.exc_value, args.exc_traceback)
        os._exit(1)

    threading.excepthook = end


def _report(kind: type[BaseException], value: BaseException | None, trace: TracebackType | None) -> None:
    text = "".join(traceback.format_exception(kind, value, trace))
    structlog.get_logger().error("thread died", traceback=text)
    sys.stdout.flush()
