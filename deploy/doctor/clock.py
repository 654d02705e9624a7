"""The machine's clock against the newest times that F-BOX knows: it cannot be earlier than what has happened."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from redis.exceptions import RedisError

from deploy.doctor.finding import Finding, Said, broken, ok, unknown
from deploy.doctor.sources import Sources
from deploy.home import Home
from shared.clock import local_text
from shared.device_state import read_all

NAME = "clock"
FAULT = "clock_wrong"
TOLERANCE_MS = 60_000
OURS = ("ledger.db*", "log/*.log", "mosquitto/*", "redis/appendonlydir/*")
"""Below the home: what nobody but F-BOX and its servers writes."""
ASK_NTP = ("timedatectl", "show", "--property=NTP", "--property=NTPSynchronized")


@dataclass(frozen=True)
class Facts:
    """Times are UTC ms; `witness` says what the newest is. `ntp`: (wanted, synchronised), None if unknown."""

    now: int
    newest: int
    witness: str
    ntp: tuple[bool, bool] | None


def check(sources: Sources) -> Finding:
    times = [*_of_files(sources.home), *_of_redis(sources), (0, "-")]
    newest, witness = max(times)
    return judge(Facts(sources.clock(), newest, witness, _ntp()), sources.settings.zone)


def judge(facts: Facts, zone: ZoneInfo) -> Finding:
    now, newest = local_text(facts.now, zone), local_text(facts.newest, zone)
    figures = {"now": facts.now, "newest": facts.newest, "ntp": facts.ntp}
    if facts.newest > facts.now + TOLERANCE_MS:
        return broken(NAME, FAULT, Said("clock.behind", now=now, newest=newest, witness=facts.witness), (), **figures)
    if facts.ntp == (True, False):
        return unknown(NAME, Said("clock.unsynchronised", now=now), (), **figures)
    if facts.ntp == (True, True):
        return ok(NAME, Said("clock.synchronised", now=now), (), **figures)
    return ok(NAME, Said("clock.goes_on", now=now), (), **figures)


def _of_files(home: Home) -> Iterator[tuple[int, str]]:
    files = [Path(__file__), *(path for pattern in OURS for path in home.path.glob(pattern))]
    for path in files:
        try:
            yield path.stat().st_mtime_ns // 1_000_000, path.name
        except OSError:
            continue


def _of_redis(sources: Sources) -> Iterator[tuple[int, str]]:
    try:
        for state in read_all(sources.redis, sources.keys).values():
            yield state.last_heard or 0, state.uuid
        yield int(sources.redis.hget(sources.keys.workbook, "well_at") or 0), "sheets_sync"
    except (RedisError, ValueError):
        return


def _ntp() -> tuple[bool, bool] | None:
    try:
        told = subprocess.run(ASK_NTP, capture_output=True, text=True, timeout=3, check=True).stdout  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return None
    lines = told.split()
    return "NTP=yes" in lines, "NTPSynchronized=yes" in lines
