"""Files that are whole or not there, and nobody else's to read."""

import os
from pathlib import Path

OURS_ALONE = 0o600


def write(path: Path, text: str) -> None:
    """Replaces `path` in one step, on the disk before it returns: a pulled plug leaves the old or the new file."""
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OURS_ALONE), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
