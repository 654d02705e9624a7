"""Updates in virtual time, and the power ended at every instant of one: a working version is always left."""

import binascii
import hashlib
import json

import slots
import virtual
from fbox import update
from fbox.flash import Record
from fbox.memory import Memory

from fakes import finish

NAMES = ("fbox/__init__.py", "fbox/app.py", "fbox/motor.py")
ORDER = {"commandId": "cmd_1", "version": "3.1.0", "before": "3.0.0"}
NETWORK_MS = 2


def _sha(data: bytes) -> str:
    return binascii.hexlify(hashlib.sha256(data).digest()).decode()


def _release(version: str) -> dict:
    """Files by name, and their manifest."""
    files = {name: (name + version).encode() * 60 for name in NAMES}
    lines = ["{} {} {}\n".format(_sha(data), len(data), name) for name, data in sorted(files.items())]
    files["manifest"] = ("fbox " + version + "\n" + "".join(lines)).encode()
    return files


class _Body:
    def __init__(self, time: virtual.Time, data: bytes) -> None:
        self._time, self._data, self.size = time, data, len(data)
        self.closed = False

    async def read(self, most: int) -> bytes:
        self._time.take(NETWORK_MS)
        data, self._data = self._data[:most], self._data[most:]
        if not data:
            raise OSError("cut short")
        return data

    def close(self) -> None:
        self.closed = True


class _Pi:
    """Serves a release."""

    def __init__(self, time: virtual.Time, files: dict) -> None:
        self._time, self.files = time, files
        self.asked = []

    async def open(self, name: str) -> _Body:
        self.asked.append(name)
        if name not in self.files:
            raise OSError("the file is not there")
        self.last = _Body(self._time, self.files[name])
        return self.last


class _Board:
    """A board's flash, with the version 3.0.0 kept in one slot."""

    def __init__(self) -> None:
        self.time = virtual.Time()
        self.disk = virtual.Disk(self.time)
        virtual.install(self.time, self.disk)
        self.pi = _Pi(self.time, _release("3.1.0"))
        self.pauses = 0
        slots.try_out("slot.a", ORDER)
        slots.keep()
        slots.told()
        self._put("slot.a", _release("3.0.0"))
        self.disk.folders.append("slot.a")
        Memory(Record("flash"), 17).commit()

    def _put(self, slot: str, files: dict) -> None:
        for name, data in files.items():
            self.disk.put(slot + "/" + name, data)

    async def pause(self) -> None:
        self.pauses += 1

    def bring(self, sha256: object = None) -> str:
        """The slot, or the reason of the failure."""
        found = []
        finish(self._bring(found, sha256 or _sha(self.pi.files["manifest"])))
        return found[0]

    async def _bring(self, found: list, sha256: str) -> None:
        try:
            found.append(await update.bring(self.pi, "3.1.0", sha256, self.pause))
        except update.UpdateError as error:
            found.append(error.reason)

    def update(self) -> None:
        """From the command to the boot that reported in."""
        slots.begin(ORDER)
        slot = self.bring()
        slots.try_out(slot, ORDER)
        if slots.choose() == slot:
            slots.keep()
            slots.told()

    def cut_in(self, ms: int, work: object) -> None:
        """Power goes in the midst of the work, or after it."""
        self.time.cut_in(ms)
        try:
            work()
        except virtual.PowerCutError:
            return
        finally:
            self.time.cut_in(None)

    def version(self) -> str:
        """Of what boots now, every file of it whole."""
        slot = slots.choose()
        for version in ("3.0.0", "3.1.0"):
            files = _release(version)
            if all(self.disk.has(slot + "/" + name, files[name]) for name in NAMES):
                return version
        raise AssertionError("nothing that works in " + slot)


def test_a_whole_version_is_brought_beside_the_one_that_runs() -> None:
    board = _Board()
    assert board.bring() == "slot.b"
    assert board.version() == "3.0.0"
    slots.try_out("slot.b", ORDER)
    assert board.version() == "3.1.0"


def test_nothing_longer_than_a_small_piece_is_read_without_a_pause() -> None:
    board = _Board()
    board.bring()
    total = sum([len(data) for data in board.pi.files.values()])
    assert board.pauses >= 2 * total // update.CHUNK


def test_a_manifest_with_another_hash_is_refused_before_any_file_is_fetched() -> None:
    board = _Board()
    assert board.bring("00" * 32) == "bad_hash"
    assert board.pi.asked == ["manifest"]


def test_a_file_with_another_hash_is_refused() -> None:
    board = _Board()
    board.pi.files["fbox/app.py"] = board.pi.files["fbox/app.py"].replace(b"a", b"b")
    assert board.bring() == "bad_hash"


def test_a_manifest_of_another_version_is_refused() -> None:
    board = _Board()
    board.pi.files = _release("3.2.0")
    assert board.bring() == "bad_manifest"


def test_a_file_that_is_missing_longer_or_cut_short_is_refused() -> None:
    for change in (b"", b"x" * 5000):
        board = _Board()
        board.pi.files["fbox/app.py"] = change
        assert board.bring() in ("bad_hash", "download_failed")
        assert board.pi.last.closed
    board = _Board()
    del board.pi.files["fbox/app.py"]
    assert board.bring() == "download_failed"


def test_a_manifest_without_end_is_not_taken_in() -> None:
    board = _Board()
    board.pi.files["manifest"] = b"x" * 100000
    assert board.bring() == "download_failed"


def test_too_little_flash_is_told_before_any_file_is_fetched() -> None:
    board = _Board()
    board.disk.blocks_free = 16
    assert board.bring() == "no_space"
    assert board.pi.asked == ["manifest"]


def _length_of_an_update() -> int:
    board = _Board()
    began = board.time.now()
    board.update()
    return board.time.now() - began


def _cut_after(ms: int, torn: bool) -> _Board:
    board = _Board()
    board.disk.torn = torn
    board.cut_in(ms, board.update)
    return board


def test_power_cut_at_every_instant_of_an_update_leaves_a_version_that_works() -> None:
    for torn in (False, True):
        left = []
        for ms in range(_length_of_an_update() + 1):
            board = _cut_after(ms, torn)
            left.append(board.version())
            assert Memory(Record("flash"), 0).stock == 17
            if ms % 8 == 0:  # and the next update goes well, wherever the one before ended
                if slots.on_trial():
                    slots.roll_back("crashed")
                board.update()
                assert board.version() == "3.1.0"
        assert left == sorted(left)  # the old version up to an instant, from then on the new one
        assert "3.0.0" in left
        assert "3.1.0" in left


def test_power_cut_at_every_instant_of_a_roll_back_leaves_a_version_that_works() -> None:
    for ms in range(20):
        board = _Board()
        slots.try_out(board.bring(), ORDER)
        board.cut_in(ms, lambda: slots.roll_back("not_heard"))
        board.version()
        while slots.on_trial():
            board.version()
        assert board.version() == "3.0.0"
        assert slots.read()["news"]["event"] == "update_failed"


def test_an_update_that_power_interrupted_is_told_at_the_next_boot() -> None:
    board = _cut_after(60, False)
    assert board.version() == "3.0.0"
    news = json.loads(json.dumps(slots.read()["news"]))
    assert (news["event"], news["reason"], news["commandId"]) == ("update_failed", "interrupted", "cmd_1")
