"""What a simulated dispenser leaves in its folder, and what a test puts there (firmware/README.md)."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class BoardFolder:
    path: Path

    @property
    def uuid(self) -> str:
        return self.path.name

    def garments(self) -> int:
        """How many have really come out: the truth, which no part of the product reads."""
        log = self.path / "garments.log"
        return len(log.read_text().splitlines()) if log.exists() else 0

    def inject(self, fault: dict[str, Any]) -> None:
        """For the next move alone: `{"fault": "power_cut"}`, `{"fault": "slow", "ms": 12000}`, …"""
        draft = self.path / "fault.json.new"
        draft.write_text(json.dumps(fault))
        draft.replace(self.path / "fault.json")

    def door(self, state: str) -> None:
        """`open` or `closed`, as a person leaves it."""
        (self.path / "door").write_text(state)

    def change(self, **values: str | int | None) -> None:
        """Into board.json; the firmware reads it at its next boot."""
        file = self.path / "board.json"
        file.write_text(json.dumps(json.loads(file.read_text()) | values, ensure_ascii=False))
