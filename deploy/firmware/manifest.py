"""What a build consists of, and what of it an update brings (firmware/src/fbox/manifest.py reads that)."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

NAME = "manifest"
STAMP = "version"
UPDATED = "fbox/"
"""An update brings this package alone; main.py and slots.py, which take a bad one back, come by cable."""


@dataclass(frozen=True)
class File:
    """`size` in bytes, `sha256` in hex."""

    size: int
    sha256: str


Files = dict[str, File]
"""By the path on the board, sorted."""


def read(folder: Path) -> Files:
    """What lies in a build folder, but for what only describes it, whatever the order in which the disk tells it."""
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return {path: _file((folder / path).read_bytes()) for path in paths if path not in (NAME, STAMP)}


def stamp(version: str, files: Files) -> str:
    """`3.0.0+1a2b3c4d`: the version and the beginning of a hash of all files."""
    told = "".join(f"{path} {file.sha256}\n" for path, file in files.items())
    return f"{version}+{hashlib.sha256(told.encode()).hexdigest()[:8]}"


def for_updates(version: str, files: Files) -> str:
    lines = [f"{file.sha256} {file.size} {path}\n" for path, file in files.items() if path.startswith(UPDATED)]
    return f"fbox {version}\n{''.join(lines)}"


def _file(data: bytes) -> File:
    return File(len(data), hashlib.sha256(data).hexdigest())
