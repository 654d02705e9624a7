"""What the service wants to find again in the workbook, in a file beside the tabs."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import structlog

from services.sheets_sync.local import disk

log = structlog.get_logger()


def read(path: Path) -> dict[str, Any]:
    """Nothing where there is none, or somebody played with it."""
    try:
        found = json.loads(path.read_bytes())
    except FileNotFoundError:
        return {}
    except ValueError as error:
        log.warning("a memory that cannot be read", file=path.name, error=str(error))
        return {}
    return found if isinstance(found, dict) else {}


def write(path: Path, memory: Mapping[str, Any]) -> None:
    """The old or the new, whole, whatever happens."""
    new = path.with_name(f"{path.name}.new")
    with new.open("w", encoding="utf-8") as file:
        json.dump(memory, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    disk.put(new, path)
