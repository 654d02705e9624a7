"""Real servers on free ports, configured by the same code as the product's own."""

import os
import random
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import IO

from redis import Redis
from redis.exceptions import RedisError

from deploy import mosquitto, redis_server
from deploy.home import Home
from shared.config import LISTENERS, Settings, load

PATIENCE = 15.0
AT_FIRST, AT_LAST = 0.02, 0.1
"""Seconds between two looks: what takes long is not helped by being asked fifty times a second."""
SECRETS = {
    "FBOX_API_TOKEN": "token-for-tests-only",
    "FBOX_KIOSK_SECRET": "secret-for-tests-only",
    "FBOX_OPERATOR_PASSWORD": "password-for-tests",
}
GATEWAY = "fbox-gateway:password-for-tests"


def free_port() -> int:
    """Below the range from which the kernel takes ports for outgoing connections: nobody steals it by chance."""
    return next(port for port in _ports() if _is_free(port))


@cache
def _ports() -> Iterator[int]:
    """Each is given once in a run, however many processes of pytest share it: many wait for servers at a time."""
    worker, workers = _sharing()
    mine = range(20_000 + worker, 32_000, workers)
    return iter(random.sample(mine, len(mine)))


def free_block() -> int:
    """The first of the ports for metrics, above those that `free_port` gives out; the kernel's begin at 32,768."""
    return next(first for first in _blocks() if all(_is_free(first + at) for at in range(len(LISTENERS))))


@cache
def _blocks() -> Iterator[int]:
    worker, workers = _sharing()
    mine = range(32_000 + worker * len(LISTENERS), 32_760, workers * len(LISTENERS))
    return cycle(random.sample(mine, len(mine)))


def _sharing() -> tuple[int, int]:
    """Which of how many processes of pytest this is."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    return int(worker), int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def eventually(holds: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
    """Returns as soon as it holds; raises TimeoutError saying what was waited for."""
    end, pause = time.monotonic() + seconds, AT_FIRST
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError(f"after {seconds} s still waiting for {what}")
        time.sleep(pause)
        pause = min(pause * 1.1, AT_LAST)


def settings_for(home: Path, **values: object) -> Settings:
    """Settings of a stack in `home`, with secrets: `settings_for(tmp_path, redis_url=redis_server.url)`."""
    given = {f"FBOX_{name.upper()}": str(value) for name, value in values.items()}
    return load(SECRETS | {"FBOX_HOME": str(home)} | given)


class Server:
    """A program with a port: started, killed without warning, started again on its own data."""

    def __init__(self, home: Home, port: int) -> None:
        home.make()
        self.home = home
        self.port = port
        self._process: subprocess.Popen[bytes] | None = None
        self._log: IO[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self._process
        return self._process.pid

    def command(self) -> list[str]:
        raise NotImplementedError

    def answers(self) -> bool:
        raise NotImplementedError

    def start(self) -> None:
        """Returns when it answers."""
        self._log = (self.home.log / "server.log").open("ab")
        self._process = subprocess.Popen(self.command(), cwd=self.home.path, stdout=self._log, stderr=self._log)
        eventually(self.answers, f"{self.command()[0]} on port {self.port}")

    def kill(self) -> None:
        """SIGKILL: nothing is saved."""
        self._end(lambda process: process.kill())

    def stop(self) -> None:
        """SIGTERM: an orderly end. Harmless when it does not run."""
        self._end(lambda process: process.terminate())

    def restart(self) -> None:
        """Killed, and started again on what it had left on the disk."""
        self.kill()
        self.start()

    def _end(self, how: Callable[[subprocess.Popen[bytes]], None]) -> None:
        if self._process and self._log:
            how(self._process)
            self._process.wait(PATIENCE)
            self._log.close()
        self._process = None


class RedisServer(Server):
    def __init__(self, folder: Path) -> None:
        super().__init__(Home(folder), free_port())
        self.url = f"redis://127.0.0.1:{self.port}/0"
        redis_server.write(self.home, settings_for(folder, redis_url=self.url))

    def command(self) -> list[str]:
        return [mosquitto.program("redis-server"), str(self.home.redis / "redis.conf")]

    def answers(self) -> bool:
        try:
            with Redis.from_url(self.url) as client:
                return bool(client.ping())
        except RedisError:
            return False


class Mosquitto(Server):
    """`url` is the gateway's, with its password; a dispenser connects to `127.0.0.1:port` without one."""

    def __init__(self, folder: Path, **values: object) -> None:
        super().__init__(Home(folder), free_port())
        self.url = f"mqtt://{GATEWAY}@127.0.0.1:{self.port}"
        mosquitto.write(self.home, settings_for(folder, mqtt_url=self.url, **values))

    def command(self) -> list[str]:
        return [mosquitto.program("mosquitto"), "-c", str(self.home.mosquitto / "mosquitto.conf")]

    def answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0
