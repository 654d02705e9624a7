"""Where the settings are kept: what set-up mode saved goes before what `board.json` says."""

import json

from fbox.flash import Record
from fbox.settings import OWNERS, TECHNICAL, choose, problems

FACTORY = "board.json"  # what whoever flashed the board may have put there
SCHEMES = {"mqtt": False, "mqtts": True}


class Stored:
    """`given` are the settings by name as they are kept, good or bad; not the first stock's truth (memory.py)."""

    def __init__(self, folder):
        self._record = Record(folder, "settings")
        self.given = _spelt_out(_factory(FACTORY))
        self._kept = self._record.load() or {}
        self._kept.pop("generation", None)
        self.given.update(self._kept)

    def read(self):
        """The settings. Raises ValueError naming what is wrong or missing."""
        if self._record.damaged:
            raise ValueError("settings: unreadable in flash")
        return choose(self.given)

    @property
    def good(self):
        """True where the board can work with them."""
        return not self._record.damaged and not problems(self.given)

    def save(self, given):
        """Returns once the owner's settings are durable. Flash is written only for a change. Raises FlashError."""
        chosen = {rule[0]: given[rule[0]] for rule in OWNERS if rule[0] in given}
        if chosen != self._kept or self._record.damaged:
            self._record.save(dict(chosen))
        self._record.damaged = False
        self._kept = chosen
        self.given.update(chosen)


def _factory(path):
    """Unreadable is as good as absent: what set-up saved does not depend on it."""
    try:
        with open(path, "rb") as file:
            given = json.loads(file.read())
    except (OSError, ValueError) as error:
        print("no", path, repr(error))
        return {}
    return _usable(given) if type(given) is dict else {}


def _usable(given):
    """Without technical settings that are wrong: no form could mend them."""
    names = {rule[0] for rule in TECHNICAL}
    for name in names & set(problems(given)):
        print(FACTORY, "has no use for", name)
        del given[name]
    return given


def _spelt_out(given):
    """`broker`, as in mqtt://192.168.0.2:1883, as the settings it stands for."""
    url = given.pop("broker", None)
    if type(url) is str and "brokerHost" not in given:
        scheme, _, address = url.rstrip("/").partition("://")
        host, _, port = address.rpartition(":")
        given["brokerTls"] = SCHEMES.get(scheme, False)
        given["brokerHost"] = host if scheme in SCHEMES else url
        given["brokerPort"] = int(port) if port.isdigit() else 0
    return given
