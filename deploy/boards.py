"""The simulated dispensers: a folder each, in which the firmware finds its board (firmware/README.md)."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from deploy import files
from deploy.home import Home
from shared.config import Settings

PREFIX = "FBOX-02F0B0"
"""Of the uuids of simulated dispensers; their number follows (deploy/supervisord.conf counts the same way)."""

WIFI = "simulated"


@dataclass(frozen=True)
class Board:
    """`motorMs`: time of one move. `heartbeatInterval`, `keepAlive`: seconds. Names as board.json has them."""

    category: str
    size: str
    deviceName: str  # noqa: N815 - the firmware's name
    stock: int = 20
    motorMs: int = 1200  # noqa: N815
    heartbeatInterval: int = 30  # noqa: N815
    keepAlive: int = 15  # noqa: N815
    wifiSsid: str = WIFI  # noqa: N815
    display: bool = False


DEMO = (
    Board("top", "105", "운동복 상의 105"),
    Board("pants", "100", "운동복 하의 100"),
    Board("towel", "", "수건"),
    Board("sweat_towel", "", "땀수건"),
)


def uuid(number: int) -> str:
    """Such as `FBOX-02F0B0000001`; the first is number 1."""
    return f"{PREFIX}{number:06d}"


def create(home: Home, boards: Sequence[Board], settings: Settings) -> None:
    for number, board in enumerate(boards, 1):
        folder = home.boards / uuid(number)
        folder.mkdir(mode=0o700, exist_ok=True)
        _write(
            folder,
            {"mac": uuid(number).removeprefix("FBOX-"), **asdict(board), "broker": _broker(settings), "fault": None},
        )


def count(home: Home) -> int:
    """How many there are, numbered without a gap."""
    number = 0
    while (home.boards / uuid(number + 1) / "board.json").is_file():
        number += 1
    return number


def aim(home: Home, settings: Settings) -> None:
    """Leads every board to the broker, whose port may have been set anew. Boards of old had no Wi-Fi, no display."""
    for number in range(1, count(home) + 1):
        folder = home.boards / uuid(number)
        board = json.loads((folder / "board.json").read_text(encoding="utf-8"))
        wanted = {"wifiSsid": WIFI, "display": False} | board | {"broker": _broker(settings)}
        if board != wanted:
            _write(folder, wanted)


def _write(folder: Path, board: dict[str, Any]) -> None:
    files.write(folder / "board.json", json.dumps(board, ensure_ascii=False, indent=2) + "\n")


def _broker(settings: Settings) -> str:
    return f"mqtt://{settings.mqtt.hostname}:{settings.mqtt.port}"
