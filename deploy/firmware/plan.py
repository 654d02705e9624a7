"""What has to happen to a board's files so that it has exactly a build's. Pure: no board here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from deploy.firmware.manifest import Files

START = "main.py"
OURS = ("fbox", "reader", "slot.a", "slot.b")
"""Folders that hold nothing but firmware; the slots hold what updates over the air brought."""


@dataclass(frozen=True)
class Plan:
    """In this order. Whatever interrupts it leaves a board without main.py, which waits for the next try."""

    remove: list[str]
    folders: list[str]
    copy: list[str]

    @property
    def empty(self) -> bool:
        return not (self.remove or self.copy)


@dataclass(frozen=True)
class Found:
    """What a board has, but for its settings and state. `files`: path to SHA-256 in hex."""

    files: Mapping[str, str] = field(default_factory=dict)
    folders: frozenset[str] = frozenset()


def plan(built: Files, found: Found) -> Plan:
    copy = [path for path, file in built.items() if found.files.get(path) != file.sha256 and path != START]
    remove = [path for path in found.files if path not in built and _in_the_way(path, built)]
    there = found.files.get(START)
    if copy or remove or there != built[START].sha256:
        remove = ([START] if there else []) + remove
        copy = [*copy, START]
    wanted = {str(folder) for path in copy for folder in PurePosixPath(path).parents} - {"."}
    return Plan(remove, sorted(wanted - found.folders), copy)


def _in_the_way(path: str, built: Files) -> bool:
    """An old module of ours: also a .py, which MicroPython prefers to the .mpy beside it."""
    if path.split("/", maxsplit=1)[0] in OURS:
        return True
    return any(path == str(PurePosixPath(ours).with_suffix(kind)) for ours in built for kind in (".py", ".mpy"))
