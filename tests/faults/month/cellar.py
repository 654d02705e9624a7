"""The Redis server in the cellar: killed, and back with all it had, with less, or with nothing."""

import shutil
from pathlib import Path

from tests.support.servers import RedisServer

APPENDED = "appendonlydir"


class Cellar:
    """A real redis-server with its append-only file, as deploy/ has it."""

    def __init__(self, folder: Path) -> None:
        self.server = RedisServer(folder)
        self.is_up = False
        self._data = self.server.home.redis / APPENDED
        self._copy = folder / "a second ago"

    @property
    def url(self) -> str:
        return self.server.url

    def open(self) -> None:
        self.server.start()
        self.is_up = True

    def close(self) -> None:
        self.server.stop()
        self.is_up = False

    def note(self) -> None:
        """What the disk has now is what a power cut will leave."""
        shutil.rmtree(self._copy, ignore_errors=True)
        shutil.copytree(self._data, self._copy)

    def kill(self) -> None:
        self.server.kill()
        self.is_up = False

    def cut_power(self) -> None:
        """What was not on the disk when it was noted last is gone."""
        self.kill()
        if self._copy.exists():
            shutil.rmtree(self._data)
            shutil.copytree(self._copy, self._data)

    def burn_down(self) -> None:
        """Nothing is left."""
        self.kill()
        shutil.rmtree(self._data)
        shutil.rmtree(self._copy, ignore_errors=True)
