"""Runs the firmware under CPython, for machines that MicroPython's unix port is not built for (aarch64).

Adds what MicroPython has and CPython has not, then starts the same main.py. Standard library only.
"""

import asyncio
import builtins
import functools
import gc
import io
import json
import os
import runpy
import sys
import time
import traceback
from pathlib import Path

FREE_HEAP = 128 * 1024  # CPython has no heap of fixed size to report on


class _Synced(io.FileIO):
    """On a board `flush` is the sync."""

    def flush(self):
        super().flush()
        if self.writable():
            os.fsync(self.fileno())


class _Socket:
    """`StreamWriter.s`, the socket below the stream."""

    def __init__(self, writer):
        self._transport = writer.transport

    def setsockopt(self, *option):
        self._transport.get_extra_info("socket").setsockopt(*option)

    def close(self):
        self._transport.abort()


def _open(path, mode="r"):
    return _Synced(path, mode) if mode == "wb" else io.open(path, mode)


def install():
    sys.dont_write_bytecode = True  # a slot that is written anew within a second would look unchanged
    time.ticks_ms = lambda: time.monotonic_ns() // 1_000_000
    time.ticks_diff = lambda later, earlier: later - earlier
    time.sleep_ms = lambda ms: time.sleep(ms / 1000)
    asyncio.sleep_ms = lambda ms: asyncio.sleep(ms / 1000)
    asyncio.StreamWriter.s = property(_Socket)
    gc.mem_free = lambda: FREE_HEAP
    gc.threshold = lambda _bytes: None
    sys.print_exception = lambda error, file=None: traceback.print_exception(error, file=file)
    json.dumps = functools.partial(json.dumps, ensure_ascii=False)
    builtins.open = _open


if __name__ == "__main__":
    firmware = Path(__file__).parents[2]
    sys.argv = sys.argv[1:]
    sys.path[:0] = [str(Path(sys.argv[0]).parent), str(firmware / "src"), str(firmware / "sim")]
    install()
    runpy.run_path(sys.argv[0], run_name="__main__")
