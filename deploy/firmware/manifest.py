"""What a build consists of: path, size and hash of each file, told to boards that update themselves, too."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

NAME = "manifest.json"


@dataclass(frozen=True)
class Manifest:
    """`version` is `3.0.0+1a2b3c4d`: the firmware's, and the beginning of a hash of all its files.

    `files` maps the path on the board to (bytes, SHA-256 in hex), sorted by path.
    """

    version: str
    files: dict[str, tuple[int, str]]

    @property
    def folders(self) -> list[str]:
        """Those that belong to the firmware alone, the upper ones first."""
        found = {str(parent) for path in self.files for parent in PurePosixPath(path).parents}
        return sorted(found - {"."})

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(size for size, _ in self.files.values())

    def encode(self) -> str:
        return json.dumps({"version": self.version, "files": self.files}, indent=1) + "\n"


def describe(version: str, folder: Path) -> Manifest:
    """The manifest of what lies below `folder`, whatever the order in which the disk tells it."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != NAME)
    files = {path.relative_to(folder).as_posix(): _entry(path.read_bytes()) for path in paths}
    told = "".join(f"{path} {digest}\n" for path, (_, digest) in files.items())
    return Manifest(f"{version}+{hashlib.sha256(told.encode()).hexdigest()[:8]}", files)


def decode(text: str) -> Manifest:
    """Raises KeyError, TypeError or ValueError for what `encode` did not write."""
    given = json.loads(text)
    return Manifest(given["version"], {path: (int(size), str(sha)) for path, (size, sha) in given["files"].items()})


def _entry(data: bytes) -> tuple[int, str]:
    return len(data), hashlib.sha256(data).hexdigest()
