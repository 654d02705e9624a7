"""What must be right after a power cut: stock, lock, the last commands with their results, unacknowledged events.

Methods change it in RAM; `commit` makes it durable. A caller commits before it acts on what it changed.
"""

BEGUN = "begun"
DISPENSED = "dispensed"
FAILED = "failed"
UNKNOWN = "unknown"

RING = 32
OTHERS = 16
SEQ_AHEAD = 1000


class Memory:
    """`mark` is the highest commandSeq that can no longer begin. `pending` holds events the broker has to have.

    `rebooting` is kept for the next boot alone, which finds it as `asked_to_reboot`.
    """

    def __init__(self, record, first_stock):
        self._record = record
        kept = record.load() or {}
        self.stock = kept.get("stock", first_stock)
        self.locked = kept.get("locked", False)
        self.mark = kept.get("mark", 0)
        self.pending = kept.get("pending", [])
        self._ring = kept.get("ring", [])
        self._others = kept.get("others", [])
        self._seq = self._seq_kept = kept.get("seq", 0)
        self.asked_to_reboot = kept.get("rebooting", False)
        self.rebooting = False
        self.dirty = True
        self._interrupted()

    def _interrupted(self):
        """A command begun without a result: nobody can say whether the garment came out, so nobody does."""
        for command in self._ring:
            if command[2] == BEGUN:
                command[2] = UNKNOWN

    def next_seq(self):
        """The next event's number. It grows over reboots: a block of numbers is taken in flash ahead of use."""
        if self._seq >= self._seq_kept:
            self.commit()
        self._seq += 1
        return self._seq

    def find(self, command_id):
        """(result, reason) of a DISPENSE by its id, None where it is not remembered."""
        for known, _, result, reason in self._ring:
            if known == command_id:
                return result, reason
        return None

    @property
    def dispensing(self):
        """True while a garment is under way."""
        return any(command[2] == BEGUN for command in self._ring)

    def remember(self, command_id, seq, result, reason=""):
        self._ring.append([command_id, seq, result, reason])
        self.mark = max(self.mark, seq)
        self._trim()

    def resolve(self, command_id, result, reason=""):
        for command in self._ring:
            if command[0] == command_id:
                command[2:] = [result, reason]

    def last_commands(self):
        """Newest first, without one that is under way."""
        return [{"commandId": c[0], "result": c[2]} for c in reversed(self._ring) if c[2] != BEGUN]

    def was_done(self, command_id):
        """True for a command other than DISPENSE that was carried out already."""
        return command_id in self._others

    def done(self, command_id):
        if command_id:
            self._others = (self._others + [command_id])[-OTHERS:]

    def commit(self):
        """Returns once all of it is durable. Raises FlashError."""
        self._seq_kept = self._seq + SEQ_AHEAD
        self._record.save(
            {
                "stock": self.stock,
                "locked": self.locked,
                "mark": self.mark,
                "pending": self.pending,
                "ring": self._ring,
                "others": self._others,
                "seq": self._seq_kept,
                "rebooting": self.rebooting,
            }
        )
        self.dirty = False

    def _trim(self):
        """A result the broker has not acknowledged stays, or a replay of its command would look new."""
        needed = [event.get("commandId") for event in self.pending]
        for command in self._ring[:-RING]:
            if command[2] != BEGUN and command[0] not in needed:
                self._ring.remove(command)
