"""The disk under the home: room, and whether a file can be written."""

import errno
import os
import shutil
import tempfile
from pathlib import Path

from deploy.doctor.finding import Finding, Said, broken, ok, unknown
from deploy.doctor.sources import Sources

NAME = "disk"
FAULT = "disk_full"
LEAST_BYTES = 200_000_000
"""Less is a matter of days: logs, Redis's file and the ledger grow into it."""
SAMPLE = b"x" * 65_536
NOT_OURS = (errno.EACCES, errno.EPERM)


def check(sources: Sources) -> Finding:
    folder = sources.home.path
    return judge(str(folder), shutil.disk_usage(folder).free, why_not_written(folder))


def judge(folder: str, free: int, problem: int | None) -> Finding:
    """`free` in bytes, `problem` the errno of the write that was tried."""
    megabytes = f"{free // 1_000_000:,}"
    if problem in NOT_OURS:
        return unknown(NAME, Said("disk.not_ours", folder=folder, free=megabytes), (), free=free)
    if problem is not None:
        reason = os.strerror(problem)
        return broken(NAME, FAULT, Said("disk.no_write", folder=folder, free=megabytes, reason=reason), (), free=free)
    if free < LEAST_BYTES:
        return broken(NAME, FAULT, Said("disk.little", folder=folder, free=megabytes), (), free=free)
    return ok(NAME, Said("disk.free", free=megabytes), (), free=free)


def why_not_written(folder: Path) -> int | None:
    """Writes a small file through to the disk and takes it away again; the errno where that fails."""
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix="doctor-") as file:
            file.write(SAMPLE)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        return error.errno or errno.EIO
    return None
