"""A whole stack for a test: `make run`'s own code, in a folder of its own, on free ports."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import httpx
from redis import Redis

from deploy import boards, ready, setup
from deploy.boards import Board
from deploy.env_file import environment
from deploy.home import ROOT, Home
from deploy.supervised import Supervised
from shared.config import Settings
from tests.support.board_folder import BoardFolder
from tests.support.servers import eventually
from tests.support.stack_environment import environment_for

READY = 180.0
ANNOUNCED = b"F-BOX is ready"
STOPPED = 60.0
KINDS = boards.DEMO


@dataclass(frozen=True)
class StackOptions:
    """What a test module sets as `STACK = StackOptions(…)`. Times as in board.json; `env` holds FBOX_… settings."""

    boards: int = len(KINDS)
    stock: int = 20
    motor_ms: int = 50
    heartbeat_interval: int = 5
    keep_alive: int = 5
    env: Mapping[str, str] = field(default_factory=dict)

    def simulated(self) -> list[Board]:
        """As many as wanted; beyond four their kinds repeat."""
        return [
            replace(
                KINDS[number % len(KINDS)],
                stock=self.stock,
                motorMs=self.motor_ms,
                heartbeatInterval=self.heartbeat_interval,
                keepAlive=self.keep_alive,
            )
            for number in range(self.boards)
        ]


class Stack:
    """`kill`, `pid`, … take program names of deploy/supervisord.conf: `rental_worker`, `redis`, `board-1`."""

    def __init__(self, folder: Path, options: StackOptions = StackOptions()) -> None:
        self.home = Home(folder)
        self.options = options
        self.environ = environment_for(folder) | dict(options.env)
        setup.set_up(self.home, self.environ, options.simulated())
        self.supervised = Supervised(self.home.socket)
        self._process: subprocess.Popen[bytes] | None = None
        self._said_before = 0

    @cached_property
    def settings(self) -> Settings:
        return setup.settings_of(environment(self.home, self.environ))

    def start(self) -> None:
        """Returns at once; a stack that was stopped starts again on its own data."""
        tied = ["setpriv", "--pdeathsig", "TERM", sys.executable, "-m", "deploy.run"]
        with (self.home.log / "run.log").open("ab") as log:
            self._said_before = log.tell()
            self._process = subprocess.Popen(tied, cwd=ROOT, env=self.environ, stdout=log, stderr=log)

    def wait_ready(self, seconds: float = READY) -> None:
        """Until every part answers and every dispenser is online; else the error has the ends of the logs.

        While it starts the announcer asks for all of that, and nobody need ask beside it.
        """
        with httpx.Client(timeout=2) as client:
            try:
                eventually(self._is_announced, "the stack to be started", seconds)
                eventually(lambda: self._is_ready(client), "the stack to be ready", seconds)
            except TimeoutError as error:
                late = ready.waiting_for(self.settings, self.home, client)
                raise TimeoutError(f"{error}: {late}\n{self.logs()}") from None

    def stop(self) -> None:
        """As Ctrl-C does. Harmless when it does not run."""
        for client in ("api", "redis"):
            if made := self.__dict__.pop(client, None):
                made.close()
        if self._process:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(STOPPED)
            self._process = None

    def pid(self, program: str) -> int:
        return self.supervised.pid(program)

    def kill(self, program: str) -> int:
        """SIGKILL to its main process; supervisor starts it again. Returns the pid it had."""
        pid = self.pid(program)
        assert pid, f"{program} does not run"
        os.kill(pid, signal.SIGKILL)
        return pid

    def kill_worker(self, program: str) -> None:
        """SIGKILL to gunicorn's worker alone; its master forks another."""
        for child in self.workers(program):
            os.kill(child, signal.SIGKILL)

    def workers(self, program: str) -> list[int]:
        """The pids of gunicorn's; there is one at least."""
        pid = self.pid(program)
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        assert children, f"{program} has no worker"
        return [int(child) for child in children]

    def wait_restarted(self, program: str, old: int) -> int:
        """The new pid, once there is one; it need not answer yet."""
        eventually(lambda: self.pid(program) not in (0, old), f"{program} to be started again")
        return self.pid(program)

    @cached_property
    def api(self) -> httpx.Client:
        """rental_api, with the token."""
        token = {"Authorization": f"Bearer {self.settings.api_token.get_secret_value()}"}
        return httpx.Client(base_url=self.settings.api_url, headers=token, timeout=15)

    @cached_property
    def redis(self) -> "Redis":
        client: Redis = Redis.from_url(self.settings.redis_url, decode_responses=True)
        return client

    @property
    def kiosk_url(self) -> str:
        return f"{ready.LOOPBACK}:{self.settings.kiosk_port}"

    @property
    def dashboard_url(self) -> str:
        return f"{ready.LOOPBACK}:{self.settings.dashboard_port}"

    @property
    def demo(self) -> dict[str, Any]:
        """`{"pin", "members": [{"member_id", "name", "phone", "note"}]}`."""
        demo: dict[str, Any] = json.loads(self.home.demo.read_text(encoding="utf-8"))
        return demo

    @property
    def boards(self) -> list[BoardFolder]:
        return [self.board(boards.uuid(number)) for number in range(1, boards.count(self.home) + 1)]

    def board(self, uuid: str) -> BoardFolder:
        return BoardFolder(self.home.boards / uuid)

    def doctor(self, *arguments: str) -> tuple[int, str]:
        """The exit code of `make doctor`'s command, and what it says."""
        words = [sys.executable, "-m", "deploy.doctor", *arguments]
        done = subprocess.run(
            words, cwd=ROOT, env=self.environ, capture_output=True, text=True, timeout=60, check=False
        )
        assert not done.stderr
        return done.returncode, done.stdout

    def logs(self, lines: int = 15) -> str:
        """The ends of all logs, for a failed test's report."""
        ends = []
        for log in sorted(self.home.log.glob("*.log")):
            ends += [f"== {log.name}", *log.read_text(errors="replace").splitlines()[-lines:]]
        return "\n".join(ends)

    def _is_announced(self) -> bool:
        self._must_run()
        return ANNOUNCED in (self.home.log / "run.log").read_bytes()[self._said_before :]

    def _is_ready(self, client: httpx.Client) -> bool:
        self._must_run()
        return not ready.waiting_for(self.settings, self.home, client)

    def _must_run(self) -> None:
        if self._process and self._process.poll() is not None:
            raise AssertionError(f"the stack ended with {self._process.returncode}\n{self.logs()}")
