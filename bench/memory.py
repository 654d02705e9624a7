"""Memory of every process of a running stack: PSS, so that what processes share is counted once.

`python -m bench.memory [HOME]` measures the stack that runs from HOME, else one of its own, just started.
"""

import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from deploy import leftovers
from deploy.home import Home
from tests.support.renting import Renter
from tests.support.stack import Stack, StackOptions

WANTED_MB = 300
KB_A_MB = 1024
PRODUCT = "P-TOP-105"
NAME = b"SUPERVISOR_PROCESS_NAME="


def run() -> list[str]:
    """The lines to print, from a stack with four dispensers, after a rental: a hashed PIN has left what it leaves."""
    with tempfile.TemporaryDirectory() as folder:
        stack = Stack(Path(folder), StackOptions(motor_ms=1200, heartbeat_interval=30, keep_alive=15))
        stack.start()
        try:
            stack.wait_ready()
            renter = Renter(stack)
            renter.wait_settled(renter.rent(PRODUCT))
            return rows(stack.home)
        finally:
            stack.stop()


def rows(home: Home) -> list[str]:
    """A line for each program, the largest first, and their sum."""
    measured = by_program(home)
    lines = [f"  {name:<16}{kb / KB_A_MB:8.1f} MB" for name, kb in sorted(measured.items(), key=lambda row: -row[1])]
    total = sum(measured.values()) / KB_A_MB
    return [
        f"memory (PSS) of {len(measured)} programs:",
        *lines,
        f"  {'sum':<16}{total:8.1f} MB   wanted: at most {WANTED_MB}",
    ]


def by_program(home: Home) -> dict[str, int]:
    """kB by program name; the workers of a web server count as their server."""
    sums: dict[str, int] = defaultdict(int)
    sums["supervisord"] = pss(int((home.path / "supervisord.pid").read_text()))
    for pid in leftovers.find(home.env_file):
        sums[_program(pid)] += pss(pid)
    return sums


def pss(pid: int) -> int:
    """kB; 0 for a process that has just ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def _program(pid: int) -> str:
    environ = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    return next((word.removeprefix(NAME).decode() for word in environ if word.startswith(NAME)), str(pid))


if __name__ == "__main__":
    print("\n".join(rows(Home(Path(sys.argv[1]).absolute())) if len(sys.argv) > 1 else run()))
