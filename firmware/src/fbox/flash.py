"""One record in flash that a power cut cannot break: written whole beside the old one, synced, then renamed.

Two generations are kept in turn (as in `state.0`, `state.1`), each with a CRC; the newest good one counts.
"""

import binascii
import json
import os

STATE = "state"


def free():
    """Bytes."""
    told = os.statvfs(".")
    return told[0] * told[3]


class FlashError(Exception):
    """A record could not be written, for whatever reason: nothing may be promised, the board has to restart."""


class Record:
    """A JSON object kept in `folder`. `damaged` tells that there were files but none of them was good."""

    def __init__(self, folder, name=STATE):
        self._folder = folder
        self._new = name + ".new"
        self._slots = (name + ".0", name + ".1")
        self._generation = 0
        self.damaged = False
        if folder not in os.listdir("."):
            os.mkdir(folder)

    def load(self):
        """The newest good record, None where there is none."""
        names = [name for name in self._slots + (self._new,) if name in os.listdir(self._folder)]
        found = [(record["generation"], name, record) for name, record in map(self._read, names) if record]
        self.damaged = bool(names) and not found
        if not found:
            return None
        self._generation, name, record = max(found, key=_generation)
        if name == self._new:  # the cut came before the rename; the next write must not go over the only copy
            self._rename()
        return record

    def save(self, record):
        """Returns once the record is durable. Raises FlashError."""
        self._generation += 1
        record["generation"] = self._generation
        try:
            body = json.dumps(record).encode()
            with open(self._path(self._new), "wb") as file:
                file.write("{:08x}\n".format(binascii.crc32(body)).encode())
                file.write(body)
                file.flush()  # on a board this is the sync, and so it is in MicroPython's unix port
            self._rename()
        except (OSError, MemoryError) as error:
            raise FlashError(str(error))

    def _rename(self):
        os.rename(self._path(self._new), self._path(self._slots[self._generation & 1]))

    def _path(self, name):
        return self._folder + "/" + name

    def _read(self, name):
        with open(self._path(name), "rb") as file:
            crc, _, body = file.read().partition(b"\n")
        if crc != "{:08x}".format(binascii.crc32(body)).encode():
            return name, None
        return name, json.loads(body)


def _generation(found):
    return found[0]
