"""The end of a file that is appended to, as a crash may have left it."""

import csv
import os
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import structlog

from services.sheets_sync.local.disk import CHUNK, UTF8, Stamp, has_mark, stamp_of

log = structlog.get_logger()


def mend(path: Path) -> Stamp | None:
    """Ends a last line that has all its cells, takes one away that was torn (it was never confirmed).

    Only in a file that text was appended to: others are somebody's own, and so is a header.
    Returns the file's stamp if it was changed.
    """
    if not has_mark(path):
        return None
    with path.open("rb+") as file:
        start = _start_of_tail(file)
        file.seek(start)
        tail = file.read()
        is_whole = _is_whole(tail, _width(path))
        if not tail or (start == 0 and not is_whole):
            return None
        if is_whole:
            file.write(b"\r\n")
        else:
            log.warning("a torn line taken away", file=path.name, line=tail.decode(errors="replace"))
            file.truncate(start)
        file.flush()
        os.fsync(file.fileno())
        return stamp_of(os.fstat(file.fileno()))


def _width(path: Path) -> int:
    """Cells of the header; none where it is no CSV."""
    with path.open(newline="", encoding=UTF8, errors="replace") as file, suppress(csv.Error):
        return len(next(csv.reader(file), []))
    return 0


def _start_of_tail(file: BinaryIO) -> int:
    """Where the text after the last line's end begins."""
    at = file.seek(0, os.SEEK_END)
    while at > 0:
        begin = max(0, at - CHUNK)
        file.seek(begin)
        chunk = file.read(at - begin)
        found = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
        if found >= 0:
            return begin + found + 1
        at = begin
    return 0


def _is_whole(line: bytes, width: int) -> bool:
    try:
        text = line.decode(UTF8)
        return len(next(csv.reader([text], strict=True))) >= width
    except (UnicodeDecodeError, csv.Error):
        return False
