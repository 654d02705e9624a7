"""Processes of an earlier run of the same home that nobody stopped."""

import time
from pathlib import Path

from shared.config import ENV_FILE

PROC = Path("/proc")


def find(env_file: Path, proc: Path = PROC) -> dict[int, str]:
    """pid and command of each process that a supervisor started with this env file."""
    marks = {f"{ENV_FILE}={env_file}".encode(), b"SUPERVISOR_ENABLED=1"}
    return {
        int(folder.name): b" ".join(_words(folder / "cmdline")).decode(errors="replace").strip()
        for folder in proc.iterdir()
        if folder.name.isdigit() and marks <= set(_words(folder / "environ"))
    }


def wait_gone(env_file: Path, seconds: float) -> dict[int, str]:
    """What is left after so many seconds: processes whose supervisor was killed are told to end, in their time."""
    end = time.monotonic() + seconds
    while (left := find(env_file)) and time.monotonic() < end:
        time.sleep(0.1)
    return left


def _words(file: Path) -> list[bytes]:
    try:
        return file.read_bytes().split(b"\0")
    except OSError:
        return []
