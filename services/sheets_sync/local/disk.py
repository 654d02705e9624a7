"""Reading, replacing and appending to CSV files so that a crash at any point leaves whole rows."""

import codecs
import csv
import io
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

UTF8 = "utf-8-sig"
"""With the mark at its start by which Excel knows the file for UTF-8."""
KOREAN = "cp949"
"""How Excel in Korean saves a plain CSV."""
CHUNK = 1 << 20
Record = Sequence[str]
Stamp = tuple[int, int, int]
"""Changes whenever the file does: inode, time of the last write (ns since 1970), bytes."""


class UnreadableError(Exception):
    """A tab's file is there, but it is no CSV."""


def stamp(path: Path) -> Stamp | None:
    """None where there is no file."""
    try:
        return stamp_of(path.stat())
    except FileNotFoundError:
        return None


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
    return has_mark(path) and encoding(path) == UTF8


def draft(path: Path, rows: Iterable[Record]) -> tuple[Path, Stamp]:
    """A new version beside the file, on disk for certain, and the stamp that the file will have with it."""
    new = path.with_name(f".{path.name}.new")
    try:
        with new.open("w", newline="", encoding=UTF8, errors="replace") as file:
            csv.writer(file).writerows(rows)
            file.flush()
            os.fsync(file.fileno())
            made = stamp_of(os.fstat(file.fileno()))
    except (OSError, UnreadableError):
        new.unlink(missing_ok=True)  # where the disk is full it makes that worse
        raise
    with suppress(FileNotFoundError):
        shutil.copymode(path, new)
    return new, made


def put(new: Path, path: Path) -> None:
    """The draft becomes the file: whoever looks sees the old one or the new one, whole."""
    new.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def append(path: Path, rows: Iterable[Record]) -> Stamp:
    """The stamp when the rows are on disk. A crash may leave the last one torn: `tail.mend` before the next."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    with path.open("ab") as file:
        file.write(text.getvalue().encode(errors="replace"))
        file.flush()
        os.fsync(file.fileno())
        return stamp_of(os.fstat(file.fileno()))


def stamp_of(found: os.stat_result) -> Stamp:
    return found.st_ino, found.st_mtime_ns, found.st_size


def has_mark(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8
