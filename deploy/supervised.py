"""A running stack's supervisor, over its unix socket."""

from pathlib import Path
from typing import Any
from xmlrpc.client import ServerProxy

from supervisor.xmlrpc import SupervisorTransport


class Supervised:
    def __init__(self, socket: Path) -> None:
        self._socket = socket

    def call(self, method: str, *arguments: str | bool) -> Any:  # noqa: ANN401 - any XML-RPC value
        """Raises OSError while nobody listens, xmlrpc.client.Fault where supervisor refuses."""
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

    def start_group(self, group: str) -> None:
        """Starts what of the group does not run yet; does not wait for it."""
        self.call("startProcessGroup", group, False)

    def stop(self, program: str) -> None:
        self.call("stopProcess", self._full(program))

    def start(self, program: str) -> None:
        self.call("startProcess", self._full(program))

    def _full(self, program: str) -> str:
        return f"{self.programs()[program]['group']}:{program}"
