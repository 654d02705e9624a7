"""A board on a cable that is a folder: it understands the very commands that mpremote and esptool would be given."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from deploy.firmware.commands import Command
from deploy.firmware.flash import CommandError
from deploy.home import ROOT

MICROPYTHON = ROOT / ".venv-board" / "bin" / "python"


class FakeBoard:
    """`silent`: so many times nobody answers. `spoil`: a path whose copy gets a bit flipped. `pull_after`: copies.

    `restarted` is called by a reset.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.silent, self.spoil, self.pull_after = 0, "", -1
        self.calls: list[Command] = []
        self.copied: list[str] = []
        self.restarted = lambda: None

    def put(self, path: str, data: bytes) -> None:
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_bytes(data)

    @property
    def files(self) -> dict[str, bytes]:
        paths = [path for path in self.folder.rglob("*") if path.is_file()]
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in paths}

    def __call__(self, command: Command) -> str:
        self.calls.append(command)
        if Path(command[0]).name == "esptool":
            return self._esptool(command[command.index("--port") + 2 :])
        if self.silent:
            self.silent -= 1
            raise CommandError("mpremote.transport.TransportError: could not enter raw repl")
        assert command[1] == "connect"
        return "".join(self._step(step) for step in _steps(command[3:]))

    def _esptool(self, words: Command) -> str:
        if "erase-flash" in words:
            shutil.rmtree(self.folder)
            self.folder.mkdir()
        return ""

    def _step(self, words: Command) -> str:
        if words[0] == "fs":
            getattr(self, "_" + words[1])(*words[2:])
        elif words[0] in ("run", "exec"):
            return self._execute(words)
        else:
            assert words == ["reset"]
            self.restarted()
        return ""

    def _execute(self, words: Command) -> str:
        """By MicroPython itself."""
        if not MICROPYTHON.exists():
            pytest.skip("no MicroPython for this machine")
        given = [words[1]] if words[0] == "run" else ["-c", words[1]]
        return subprocess.run(
            [MICROPYTHON, "-m", "micropython", *given], cwd=self.folder, capture_output=True, text=True, check=True
        ).stdout

    def _rm(self, path: str) -> None:
        (self.folder / path.removeprefix(":")).unlink()

    def _mkdir(self, path: str) -> None:
        (self.folder / path.removeprefix(":")).mkdir()

    def _cp(self, source: str, target: str) -> None:
        if len(self.copied) == self.pull_after:
            raise CommandError("mpremote: OSError: [Errno 5] Input/output error")
        path = target.removeprefix(":")
        data = bytearray(Path(source).read_bytes())
        if path == self.spoil:
            data[0] ^= 1
        (self.folder / path).write_bytes(data)
        self.copied.append(path)


class Cable:
    """A pseudo-terminal: `port` is the person's end of it."""

    def __init__(self) -> None:
        self._board, self._person = os.openpty()
        self.port = os.ttyname(self._person)

    def says(self, text: str) -> None:
        os.write(self._board, text.encode())

    def close(self) -> None:
        os.close(self._board)
        os.close(self._person)


def _steps(words: Command) -> list[Command]:
    steps: list[Command] = [[]]
    for word in words:
        if word == "+":
            steps.append([])
        else:
            steps[-1].append(word)
    return steps
