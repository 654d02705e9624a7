"""Supervisor's XML-RPC over its unix socket: which process is which program."""

import os
import signal
from pathlib import Path
from typing import Any
from xmlrpc.client import ServerProxy

from supervisor.xmlrpc import SupervisorTransport

from tests.support.servers import eventually


class Supervised:
    def __init__(self, socket: Path) -> None:
        self._socket = socket

    def call(self, method: str, *arguments: str) -> Any:  # noqa: ANN401 - any XML-RPC value
        transport = SupervisorTransport(serverurl=f"unix://{self._socket}")  # type: ignore[no-untyped-call]
        try:
            proxy = ServerProxy("http://127.0.0.1", transport=transport)
            return getattr(proxy.supervisor, method)(*arguments)
        finally:
            transport.close()  # type: ignore[no-untyped-call]

    def programs(self) -> dict[str, dict[str, Any]]:
        """Supervisor's process info by program name, such as `rental_worker` or `board-1`."""
        return {info["name"]: info for info in self.call("getAllProcessInfo")}

    def pid(self, program: str) -> int:
        """0 while it is down."""
        return int(self.programs()[program]["pid"])

    def kill(self, program: str) -> int:
        """SIGKILL to the program's main process; returns its pid. Supervisor starts it again by itself."""
        pid = self.pid(program)
        assert pid, f"{program} does not run"
        os.kill(pid, signal.SIGKILL)
        return pid

    def wait_restarted(self, program: str, old: int) -> int:
        """The new pid, once there is one."""
        eventually(lambda: self.pid(program) not in (0, old), f"{program} to be started again")
        return self.pid(program)

    def stop(self, program: str) -> None:
        self.call("stopProcess", self._full(program))

    def start(self, program: str) -> None:
        self.call("startProcess", self._full(program))

    def _full(self, program: str) -> str:
        return f"{self.programs()[program]['group']}:{program}"
