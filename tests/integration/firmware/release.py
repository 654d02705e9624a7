"""A version of the firmware as a Pi would serve it."""

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.integration.firmware.simulated import ROOT

SOURCES = ROOT / "firmware" / "src" / "fbox"


class Release:
    """The firmware as it is, under another version; `more` is put at the end of one of its files."""

    def __init__(self, folder: Path, version: str = "3.0.1") -> None:
        self._folder, self.version = folder, version
        self.files = {f"fbox/{path.name}": path.read_bytes() for path in SOURCES.glob("*.py")}
        self.append("__init__.py", f'VERSION = "{version}"\n')

    def append(self, name: str, more: str) -> None:
        self.files[f"fbox/{name}"] += more.encode()

    def write(self) -> str:
        """The manifest's hash."""
        lines = [f"{hashlib.sha256(data).hexdigest()} {len(data)} {name}\n" for name, data in self.files.items()]
        manifest = f"fbox {self.version}\n{''.join(lines)}".encode()
        (self._folder / "fbox").mkdir(parents=True)
        for name, data in {**self.files, "manifest": manifest}.items():
            (self._folder / name).write_bytes(data)
        return hashlib.sha256(manifest).hexdigest()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        return


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Its address, such as http://127.0.0.1:40123."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
