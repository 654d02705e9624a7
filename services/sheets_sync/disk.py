"""Reading, replacing and appending to CSV files so that a crash at any point leaves whole rows."""

import codecs
import csv
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

import structlog

from services.sheets_sync.layout import UnreadableError

UTF8 = "utf-8-sig"
"""With the mark at its start by which Excel knows the file for UTF-8."""
KOREAN = "cp949"
"""How Excel in Korean saves a plain CSV."""
CHUNK = 1 << 20
log = structlog.get_logger()
Record = Sequence[str]
Stamp = tuple[int, int, int]
"""Changes whenever the file does."""


def stamp(path: Path) -> Stamp | None:
    """None where there is no file."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


@contextmanager
def records(path: Path) -> Iterator[Iterator[list[str]]]:
    """The file's records one by one, header first. Raises UnreadableError where it is not a CSV."""
    try:
        with path.open(newline="", encoding=encoding(path)) as file:
            yield csv.reader(file)
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadableError(f"{path.name}: {error}") from None


def encoding(path: Path) -> str:
    with path.open(encoding=UTF8) as file:
        try:
            while file.read(CHUNK):
                pass
        except UnicodeDecodeError:
            return KOREAN
    return UTF8


def is_marked(path: Path) -> bool:
    """Whether text can be added as UTF-8, and Excel will see it as such."""
    with path.open("rb") as file:
        marked = file.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8
    return marked and encoding(path) == UTF8


def draft(path: Path, rows: Iterable[Record]) -> Path:
    """A new version beside the file, on disk for certain."""
    new = path.with_name(f".{path.name}.new")
    with new.open("w", newline="", encoding=UTF8, errors="replace") as file:
        csv.writer(file).writerows(rows)
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileNotFoundError):
        shutil.copymode(path, new)
    return new


def put(new: Path, path: Path) -> None:
    """The draft becomes the file: whoever looks sees the old one or the new one, whole."""
    new.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def append(path: Path, rows: Iterable[Record]) -> None:
    """Returns when the rows are on disk. A crash may leave the last one torn: `mend` before the next."""
    with path.open("a", newline="", encoding="utf-8", errors="replace") as file:
        csv.writer(file).writerows(rows)
        file.flush()
        os.fsync(file.fileno())


def mend(path: Path, width: int) -> None:
    """Ends a last line that has all its cells, takes one away that was torn (it was never confirmed)."""
    with path.open("rb+") as file:
        start = _start_of_tail(file)
        file.seek(start)
        tail = file.read()
        if not tail:
            return
        if _is_whole(tail, width):
            file.write(b"\r\n")
        else:
            log.warning("a torn line taken away", file=path.name, line=tail.decode(errors="replace"))
            file.truncate(start)
        os.fsync(file.fileno())


def _start_of_tail(file: BinaryIO) -> int:
    """Where the text after the last line's end begins."""
    at = file.seek(0, os.SEEK_END)
    while at > 0:
        begin = max(0, at - CHUNK)
        file.seek(begin)
        found = file.read(at - begin).rfind(b"\n")
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
