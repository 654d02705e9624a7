"""Where one stack keeps what it owns. Two homes are two stacks."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""The repository: every process of a stack has it as its working directory."""

LONGEST_SOCKET = 107
"""Bytes in the path of a unix socket on Linux."""


class CannotStartError(Exception):
    """Why the stack does not start, in words for the operator."""


@dataclass(frozen=True)
class Home:
    path: Path

    @property
    def env_file(self) -> Path:
        return self.path / "fbox.env"

    @property
    def demo(self) -> Path:
        """Who can log in: written once by the seed, when the ledger was empty."""
        return self.path / "demo.json"

    @property
    def boards(self) -> Path:
        """A folder for each simulated dispenser; empty where every dispenser is a real one."""
        return self.path / "boards"

    @property
    def mosquitto(self) -> Path:
        return self.path / "mosquitto"

    @property
    def redis(self) -> Path:
        return self.path / "redis"

    @property
    def log(self) -> Path:
        return self.path / "log"

    @property
    def lock(self) -> Path:
        """Locked for as long as the stack runs."""
        return self.path / "lock"

    @property
    def socket(self) -> Path:
        """Supervisor's, for supervisorctl."""
        return self.path / "supervisor.sock"

    def make(self) -> None:
        for folder in (self.path, self.boards, self.mosquitto, self.redis, self.log):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def find(environ: Mapping[str, str]) -> Home:
    """The home that FBOX_HOME names, `var` without it; raises CannotStartError where no socket can be."""
    home = Home(Path(environ.get("FBOX_HOME") or "var").absolute())
    if len(os.fsencode(home.socket)) > LONGEST_SOCKET:
        raise CannotStartError(f"FBOX_HOME: {home.path} is too long for the path of a unix socket")
    return home
