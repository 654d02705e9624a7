"""Where the checks look: one stack's home, settings, servers and processes."""

import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xmlrpc.client import Error

import httpx
from redis import Redis

from deploy.home import Home
from deploy.supervised import Supervised
from shared.clock import Clock, now_ms
from shared.config import Settings
from shared.keys import Keys
from shared.redis_client import connect, connect_for_jobs

PATIENCE = 2.0
"""Seconds that each server has for an answer."""

Programs = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Sources:
    """`programs` is supervisor's list, None where it cannot be had. `pause` sleeps that many seconds."""

    home: Home
    settings: Settings
    redis: Redis
    jobs_redis: Redis
    http: httpx.Client
    programs: Programs | None
    pause: Callable[[float], object]
    clock: Clock = now_ms
    proc: Path = Path("/proc")
    hostname: str = field(default_factory=socket.gethostname)

    @property
    def keys(self) -> Keys:
        return Keys(self.settings.site)

    def program(self, name: str) -> Mapping[str, Any] | None:
        """Supervisor's word about one program, None where it cannot be had."""
        return (self.programs or {}).get(name)

    def api(self, path: str) -> Any:  # noqa: ANN401 - any JSON
        """The API's answer; raises httpx.HTTPError, ValueError where it is no JSON."""
        token = {"Authorization": f"Bearer {self.settings.api_token.get_secret_value()}"}
        return self.http.get(self.settings.api_url + path, headers=token).raise_for_status().json()

    def close(self) -> None:
        for client in (self.redis, self.jobs_redis, self.http):
            client.close()


def open_sources(home: Home, settings: Settings, pause: Callable[[float], object]) -> Sources:
    """Connects to nothing yet, but asks supervisor for its list."""
    redis, jobs = connect(settings.redis_url, PATIENCE), connect_for_jobs(settings.redis_url)
    http = httpx.Client(timeout=PATIENCE, trust_env=False)
    return Sources(home, settings, redis, jobs, http, programs_of(home), pause)


def programs_of(home: Home) -> Programs | None:
    try:
        return Supervised(home.socket).programs()
    except (OSError, Error):
        return None
