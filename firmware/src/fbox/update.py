"""Brings a new version from the Pi into the spare slot and checks all of it. Loaded only when it is asked for.

Until `slots.try_out` nothing that this does has any bearing on what the next boot runs.
"""

import binascii
import hashlib
import os

import slots

from fbox import flash, manifest
from fbox.http import Http
from fbox.parsing import RefusedError

CHUNK = 512
ROOM = 65536  # bytes that are left for the state and what it grows to


class UpdateError(Exception):
    """Why there is no update: `reason` as in docs/protocol.md."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


def read_order(command, command_id):
    """(source, order) of an UPDATE; raises RefusedError."""
    version, url, sha256 = [command.get(name) for name in ("version", "url", "sha256")]
    if not manifest.is_version(version):
        raise RefusedError("E002", "version must be 1 to 16 of a-z 0-9 . -")
    if not manifest.is_sha256(sha256):
        raise RefusedError("E002", "sha256 must be 64 of 0-9 a-f")
    try:
        source = Http(url if type(url) is str else "")
    except ValueError as error:
        raise RefusedError("E002", str(error))
    return source, {"commandId": command_id, "version": version, "sha256": sha256}


async def bring(source, version, sha256, pause):
    """The slot, complete and durable. `await pause()` lets everything else have its turn. Raises UpdateError.

    `source.open(name)` gives a file of the Pi's (fbox/http.py).
    """
    slot = slots.spare()
    listing = slot + "/manifest"
    await _clear(slot, pause)
    await _fetch(source, "manifest", listing, manifest.MOST_BYTES, pause)
    await _check(listing, sha256, pause)
    await _look_through(listing, version, pause)
    for wanted, size, path in _files(listing):
        await _fetch(source, path, slot + "/" + path, size, pause)
        await _check(slot + "/" + path, wanted, pause)
    return slot


async def _clear(slot, pause):
    if slot not in os.listdir("."):
        os.mkdir(slot)
    if "fbox" not in os.listdir(slot):
        os.mkdir(slot + "/fbox")
    for name in os.listdir(slot + "/fbox"):
        os.remove(slot + "/fbox/" + name)
        await pause()


async def _fetch(source, name, path, most, pause):
    """Raises UpdateError."""
    try:
        body = await source.open(name)
        try:
            await _store(body, path, most, pause)
        finally:
            body.close()
    except (OSError, ValueError) as error:
        print("update:", name, repr(error))
        raise UpdateError("download_failed")


async def _store(body, path, most, pause):
    left = body.size
    if left > most:
        raise OSError("longer than it should be")
    with open(path, "wb") as file:
        while left:
            await pause()
            data = await body.read(min(CHUNK, left))
            file.write(data)
            left -= len(data)
        file.flush()


async def _check(path, sha256, pause):
    """As it is in flash, not as it came. Raises UpdateError."""
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        data = file.read(CHUNK)
        while data:
            digest.update(data)
            await pause()
            data = file.read(CHUNK)
    if binascii.hexlify(digest.digest()).decode() != sha256:
        raise UpdateError("bad_hash")


async def _look_through(listing, version, pause):
    """Before any of its files is fetched. Raises UpdateError."""
    try:
        with open(listing, "rb") as file:
            told = manifest.read_version(file.readline().decode())
        total = ROOM
        for _, size, _ in _files(listing):
            total += size
            await pause()
    except (ValueError, manifest.ManifestError) as error:
        print("update:", repr(error))
        raise UpdateError("bad_manifest")
    if told != version:
        raise UpdateError("bad_manifest")
    if total > flash.free():
        raise UpdateError("no_space")


def _files(listing):
    """(sha256, bytes, path) of each file, read as they are needed: the list would not be small in RAM."""
    with open(listing, "rb") as file:
        file.readline()
        line = file.readline()
        while line:
            yield manifest.read_file(line.decode())
            line = file.readline()
