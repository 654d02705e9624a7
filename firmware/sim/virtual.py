"""A simulated board in a time of its own: nothing is waited for, and the power ends at the instant one chooses.

Files live in RAM. A cut in mid-write leaves either nothing of what was written (littlefs) or its beginning (worse).
"""

import slots
import world
from fbox import flash, update

CHUNK = 256
CHUNK_MS = 3
RENAME_MS = 2


class PowerCutError(BaseException):
    """No `except Exception` of the firmware sees it, as none sees a power cut."""


class Time:
    """Passes only as far as something takes time. Also the board's clock."""

    def __init__(self):
        self._ms = 0
        self._cut = None

    def cut_in(self, ms):
        """None: no more."""
        self._cut = None if ms is None else self._ms + ms

    def take(self, ms):
        if self._cut is not None and self._ms + ms > self._cut:
            self._ms, self._cut = self._cut, None
            raise PowerCutError
        self._ms += ms

    def now(self):
        return self._ms

    def since(self, then):
        return self._ms - then

    async def sleep(self, ms):
        self.take(ms)


class Disk:
    """As much of `os` as the firmware uses, and its `open`. `torn`: a write that was cut leaves its beginning."""

    def __init__(self, time):
        self._time = time
        self._files = {}
        self.folders = ["flash"]
        self.blocks_free = 500
        self.torn = False
        self.writing = False

    def listdir(self, folder):
        if folder == ".":
            return self.folders
        inside = [path[len(folder) + 1 :].split("/")[0] for path in self._files if path.startswith(folder + "/")]
        return list(set(inside))

    def mkdir(self, folder):
        self._time.take(RENAME_MS)
        if "/" not in folder:
            self.folders.append(folder)

    def remove(self, path):
        self._time.take(RENAME_MS)
        del self._files[path]

    def statvfs(self, _folder):
        return 4096, 4096, 512, self.blocks_free

    def rename(self, old, new):
        self._time.take(RENAME_MS)
        self._files[new] = self._files.pop(old)
        self._time.take(RENAME_MS)

    def open(self, path, mode):
        if mode == "rb" and path not in self._files:
            raise OSError(path)
        return _File(self, path, mode)

    def read(self, path):
        return self._files[path]

    def has(self, path, data):
        return self._files.get(path) == data

    def put(self, path, data):
        """As it was before anything began: takes no time."""
        self._files[path] = data

    def sync(self, path, data):
        self.writing = True
        for at in range(0, len(data), CHUNK):
            if self.torn:
                self._files[path] = data[:at]
            self._time.take(CHUNK_MS)
        self._files[path] = data
        self.writing = False


class _File:
    def __init__(self, disk, path, mode):
        self._disk, self._path, self._mode = disk, path, mode
        self._data = b"" if mode == "wb" else disk.read(path)
        self._at = 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False

    def read(self, most=None):
        data = self._data[self._at :] if most is None else self._data[self._at : self._at + most]
        self._at += len(data)
        return data

    def readline(self):
        line, end, _ = self._data[self._at :].partition(b"\n")
        return self.read(len(line) + len(end))

    def write(self, data):
        self._data += data

    def flush(self):
        self._disk.sync(self._path, self._data)


def install(time, disk):
    """From here on this process is a simulated board in virtual time, on a disk in RAM."""
    for module in (flash, slots, update):
        module.open, module.os = disk.open, disk
    world.now = time.now
    world.board = dict
    world.position = lambda _switch: ""
    world.take_fault = lambda: (None, None)
