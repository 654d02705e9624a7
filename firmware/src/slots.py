"""Which copy of the firmware runs: the one flashed by cable, or one of two slots that updates are written to.

No update replaces this file or main.py: whatever a new version does, they are there to take it back.
"""

import asyncio
import binascii
import json
import os

FLASHED = ""
SLOTS = ("slot.a", "slot.b")
FOLDER = "flash"
RECORD = "flash/slots"
NEW = "flash/slots.new"
MOST_BOOTS = 3
REPORT_MS = 600000
CRASHED, NOT_HEARD, NOT_LOADABLE = "crashed", "not_heard", "not_loadable"
INTERRUPTED = "interrupted"


class TrialError(Exception):
    """The version on trial was not heard in time; the board restarts with the old one."""


def read():
    """`good`: what runs when nothing is on trial. `trial`: what runs until it has reported in, for `boots` boots.

    `order`: the command, version and version before of the trial. `news`: the event that is still to be told.
    """
    try:
        with open(RECORD, "rb") as file:
            crc, _, body = file.read().partition(b"\n")
        if crc == _crc(body):
            return json.loads(body)
    except OSError:
        pass
    return {"good": FLASHED, "trial": None, "boots": 0, "order": None, "news": None}


def choose():
    """The folder to run from. Never raises: nothing else could start the board."""
    state = read()
    try:
        return _count(state) if state["trial"] else state["good"]
    except OSError:  # uncounted it might try for ever
        return state["good"]


def _count(state):
    """A boot on trial, counted before anything of it runs."""
    if state["boots"] >= MOST_BOOTS:
        roll_back(CRASHED)
        return state["good"]
    state["boots"] += 1
    _write(state)
    return state["trial"]


def drew():
    """A boot on trial that only drew the display's pictures is not counted: once, or it might draw for ever."""
    state = read()
    if state["trial"] and not state.get("drew"):
        state.update(boots=state["boots"] - 1, drew=True)
        _write(state)


def on_trial():
    return read()["trial"] is not None


def spare():
    """The slot that may be written over."""
    return SLOTS[1] if read()["good"] == SLOTS[0] else SLOTS[0]


def begin(order):
    """An update is under way. Where power goes before it has come to an end, the next boot says so."""
    state = read()
    state["news"] = dict(order, event="update_failed", reason=INTERRUPTED)
    _write(state)


def try_out(slot, order):
    """From the next boot on, until `keep`. All of the slot is durable before this is called. Raises OSError."""
    state = read()
    state.update(trial=slot, boots=0, drew=False, order=order, news=None)
    _write(state)


def keep():
    """It has reported in. Raises OSError."""
    state = read()
    state.update(good=state["trial"], trial=None, news=dict(state["order"], event="update_complete"))
    _write(state)


def roll_back(reason):
    """The old version from the next boot on, which tells the reason."""
    state = read()
    state.update(trial=None, news=dict(state["order"], event="update_failed", reason=reason))
    _write(state)


def told():
    """The news are where they cannot be lost."""
    state = read()
    state["news"] = None
    _write(state)


def not_loadable(slot):
    """Its files cannot be run: the version before, or the flashed one where that was the only other."""
    state = read()
    if state["trial"] == slot:
        roll_back(NOT_LOADABLE)
    elif slot != FLASHED:
        state["good"] = FLASHED
        _write(state)


async def watch():
    """Beside the firmware: raises TrialError where the trial lasts too long."""
    if not on_trial():
        return
    await asyncio.sleep_ms(REPORT_MS)
    if on_trial():
        roll_back(NOT_HEARD)
        raise TrialError(NOT_HEARD)


def _write(state):
    """Whole beside the old one, synced, then renamed: a power cut leaves the old or the new."""
    if FOLDER not in os.listdir("."):
        os.mkdir(FOLDER)
    body = json.dumps(state).encode()
    with open(NEW, "wb") as file:
        file.write(_crc(body) + b"\n")
        file.write(body)
        file.flush()
    os.rename(NEW, RECORD)


def _crc(body):
    return "{:08x}".format(binascii.crc32(body)).encode()
