"""Commands from the gateway: read, checked, carried out, all before the broker's message is acknowledged."""

import json
import sys

from fbox.flash import FlashError
from fbox.settings import MAX_STOCK

MAX_BYTES = 512
MAX_NUMBER = 1 << 53  # what JSON carries exactly
ID_CHARS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"
MAX_ID = 40


class RefusedError(Exception):
    """The command cannot be carried out; `code` as in docs/protocol.md."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code, self.message = code, message


class BacklogError(OSError):
    """Too many results wait for the broker. The session ends; the broker keeps the command."""


class Commands:
    def __init__(self, memory, events, outbox, dispenser):
        self._memory, self._events, self._outbox, self._dispenser = memory, events, outbox, dispenser
        self._table = {
            "DISPENSE": self._dispense,
            "STATUS": self._status,
            "SET_STOCK": self._set_stock,
            "STOP": self._stop,
            "LOCK": self._lock,
            "UNLOCK": self._unlock,
        }

    def handle(self, payload):
        """One message. What the command changed is durable on return."""
        command_id = None
        try:
            command = parse(payload)
            command_id = read_id(command)
            self._action(command.get("cmd"))(command, command_id)
        except RefusedError as refused:
            self._outbox.add(self._events.error(refused.code, refused.message, command_id))
        except (FlashError, BacklogError):
            raise
        except Exception as error:  # a command nobody thought of must not come back for ever
            sys.print_exception(error)
            self._outbox.add(self._events.error("E999", "internal error", command_id))

    def _action(self, cmd):
        if type(cmd) is not str or cmd not in self._table:
            raise RefusedError("E001", "unknown command")
        return self._table[cmd]

    def _dispense(self, command, command_id):
        if not command_id:
            raise RefusedError("E002", "DISPENSE needs a commandId")
        seq = whole_number(command, "commandSeq", 1, MAX_NUMBER)
        if self._outbox.full:
            raise BacklogError("results wait for the broker")
        self._dispenser.begin(command_id, seq)

    def _status(self, command, command_id):
        """With a fence the answer waits for a move under way, or it would speak of a result that is still open."""
        if command.get("identify"):
            self._outbox.add(self._events.introduction(command_id))
            return
        if "fence" not in command:
            self._report(command_id)
            return
        fence = whole_number(command, "fence", 0, MAX_NUMBER)
        if fence > self._memory.mark:
            self._memory.mark = fence
            self._memory.commit()
        self._dispenser.when_idle(lambda: self._report(command_id))

    def _set_stock(self, command, command_id):
        stock = whole_number(command, "stock", 0, MAX_STOCK)
        if not self._memory.was_done(command_id):
            if self._dispenser.busy:
                raise RefusedError("E004", "busy")
            self._memory.stock = stock
            self._memory.done(command_id)
            self._tell_stock(command_id, self._outbox.add_durable)
            self._memory.commit()
            self._dispenser.warn_of_stock()
        elif not self._outbox.is_waiting(command_id):
            self._tell_stock(command_id, self._outbox.add)

    def _tell_stock(self, command_id, add):
        fields = {"stock": self._memory.stock, "source": "manual", "needsVerification": False}
        add(self._events.make("stock_updated", command_id, **fields))

    def _stop(self, _command, command_id):
        if not self._memory.was_done(command_id):
            self._dispenser.stop()
            self._memory.done(command_id)
            self._memory.commit()
        self._dispenser.when_idle(lambda: self._report(command_id))

    def _lock(self, _command, command_id):
        self._set_lock(True, command_id)

    def _unlock(self, _command, command_id):
        self._set_lock(False, command_id)

    def _set_lock(self, locked, command_id):
        if not self._memory.was_done(command_id):
            self._memory.locked = locked
            self._memory.done(command_id)
            self._memory.commit()
        self._report(command_id)

    def _report(self, command_id):
        self._outbox.add(self._events.status(command_id))


def parse(payload):
    """The command as a dictionary; raises RefusedError."""
    if len(payload) > MAX_BYTES:
        raise RefusedError("E002", "command longer than 512 bytes")
    try:
        command = json.loads(payload)
    except (ValueError, RuntimeError):  # RuntimeError: nested too deep
        command = None
    if type(command) is not dict:
        raise RefusedError("E002", "command is not a JSON object")
    return command


def read_id(command):
    """The commandId, None where there is none; raises RefusedError for one that cannot be echoed in 512 bytes."""
    value = command.get("commandId")
    if value is None:
        return None
    if type(value) is not str or not 0 < len(value) <= MAX_ID or any(char not in ID_CHARS for char in value):
        raise RefusedError("E002", "commandId must be 1 to 40 of A-Z a-z 0-9 _ -")
    return value


def whole_number(command, name, low, high):
    value = command.get(name)
    if type(value) is not int or not low <= value <= high:
        raise RefusedError("E002", "{} must be a whole number from {} to {}".format(name, low, high))
    return value
