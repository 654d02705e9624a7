"""Commands from the gateway: read, checked, carried out, all before the broker's message is acknowledged."""

import sys

from fbox.chosen import MAX_STOCK
from fbox.flash import FlashError
from fbox.parsing import MAX_NUMBER, RefusedError, needs, parse, read_id, whole_number


class BacklogError(OSError):
    """Too many results wait for the broker. The session ends; the broker keeps the command."""


class Commands:
    """`machinery` is the drive, the dispenser, homing, the reboot and the updater: what a command may set going."""

    def __init__(self, memory, events, outbox, machinery):
        self._memory, self._events, self._outbox = memory, events, outbox
        self._drive, self._dispenser, self._homing, self._reboot, self._updater = machinery
        self._table = {
            "DISPENSE": self._dispense,
            "STATUS": self._status,
            "SET_STOCK": self._set_stock,
            "STOP": self._stop,
            "LOCK": self._lock,
            "UNLOCK": self._unlock,
            "HOME": self._home,
            "REBOOT": self._restart,
            "CLEAR_ERROR": self._clear_error,
            "UPDATE": self._update,
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
        except (FlashError, BacklogError, MemoryError):  # half done: the broker keeps the command, the board restarts
            raise
        except Exception as error:  # a command nobody thought of must not come back for ever
            sys.print_exception(error)
            self._outbox.add(self._events.error("E999", "internal error", command_id))

    def _action(self, cmd):
        if type(cmd) is not str or cmd not in self._table:
            raise RefusedError("E001", "unknown command")
        return self._table[cmd]

    def _dispense(self, command, command_id):
        needs(command_id)
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
        self._drive.when_idle(lambda: self._report(command_id))

    def _set_stock(self, command, command_id):
        stock = whole_number(command, "stock", 0, MAX_STOCK)
        if not self._memory.was_done(command_id):
            self._not_busy()
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
            self._drive.stop()
            self._memory.done(command_id)
            self._memory.commit()
        self._drive.when_idle(lambda: self._report(command_id))

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

    def _home(self, _command, command_id):
        """The id is durable before the motor moves: a broker that replays the command moves nothing."""
        needs(command_id)
        if self._memory.was_done(command_id):
            self._drive.when_idle(lambda: self._report_again(command_id))
            return
        self._not_busy()
        if self._memory.locked:
            raise RefusedError("E004", "locked")
        self._memory.done(command_id)
        self._memory.commit()
        self._homing.begin(command_id)

    def _restart(self, _command, command_id):
        """The id is durable before the reset: the command may come again after it, and must not restart us again."""
        needs(command_id)
        if not self._memory.was_done(command_id):
            self._not_busy()
            self._drive.retire()
            self._memory.done(command_id)
            self._memory.rebooting = True
            self._memory.commit()
            self._reboot.ask()
        self._report(command_id)

    def _clear_error(self, _command, command_id):
        if not self._memory.was_done(command_id):
            self._drive.jammed = False
            self._memory.done(command_id)
            self._memory.commit()
        self._report(command_id)

    def _update(self, command, command_id):
        """The answer only says that it has begun; its end has an event of its own, after the restart."""
        needs(command_id)
        if not self._memory.was_done(command_id):
            self._not_busy()
            if self._updater.busy:
                raise RefusedError("E004", "an update is under way")
            from fbox.update import read_order

            self._updater.ask(*read_order(command, command_id))  # its task has no turn before this has returned
            self._memory.done(command_id)
            self._memory.commit()
        self._report(command_id)

    def _not_busy(self):
        if self._drive.busy:
            raise RefusedError("E004", "busy")

    def _report_again(self, command_id):
        if not self._outbox.is_waiting(command_id):
            self._report(command_id)

    def _report(self, command_id):
        self._outbox.add(self._events.status(command_id))
