"""What all processes logged of one rental, in the order in which it happened: `make trace RENTAL=rnt_…`."""

import json
import os
import sys
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from deploy.home import CannotStartError, find

LEADS = ("item_id", "tap")
"""By these a line is found that does not know the rental: of a try without an answer, of a gateway just started."""
TAKEN_OUT = ("timestamp", "service", "event", "level", "rental_id")

Line = dict[str, Any]


def main(arguments: list[str]) -> int:
    """The exit code: 1 where no log knows the rental, 2 where none was named."""
    if len(arguments) != 1:
        print("Which rental? make trace RENTAL=rnt_…", file=sys.stderr)
        return 2
    found = trace(find(os.environ).log, arguments[0])
    for line in found:
        print(in_words(line))
    if not found:
        print(f"No log knows {arguments[0]}.", file=sys.stderr)
    return 0 if found else 1


def trace(logs: Path, rental_id: str) -> list[Line]:
    """The lines, of rotated files too, by time; never those of another rental."""
    own = [line for line in _with_any(logs, [rental_id]) if line.get("rental_id") == rental_id]
    leads = {str(line[name]) for line in own for name in LEADS if line.get(name)}
    found = [line for line in _with_any(logs, {rental_id, *leads}) if line.get("rental_id", rental_id) == rental_id]
    return sorted(found, key=lambda line: str(line.get("timestamp", "")))


def in_words(line: Line) -> str:
    """Time (UTC), process, what happened, and the rest."""
    rest = " ".join(f"{name}={_short(value)}" for name, value in line.items() if name not in TAKEN_OUT)
    when, who, what = (str(line.get(name, "")) for name in ("timestamp", "service", "event"))
    return f"{when:<27} {who:<15} {what:<24} {rest}".rstrip()


def _with_any(logs: Path, words: Collection[str]) -> Iterator[Line]:
    for file in sorted(logs.glob("*.log*")):
        with file.open(encoding="utf-8", errors="replace") as text:
            for line in text:
                if any(word in line for word in words) and (told := _read(line)):
                    yield told


def _read(line: str) -> Line | None:
    """None for what a server or a person wrote."""
    try:
        told = json.loads(line)
    except ValueError:
        return None
    return told if isinstance(told, dict) else None


def _short(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except CannotStartError as error:
        sys.exit(str(error))
