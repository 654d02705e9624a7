"""When is a card that is seen a tap? Once, however long it lies there, and again only after it was gone."""

GONE_MS = 800  # at the edge of the field a card comes and goes faster than that


class Debounce:
    """`seen(uid)` with what each look found; the first look's card has lain there since before the restart."""

    def __init__(self, clock):
        self._clock = clock
        self._lying = None
        self._first = True

    def seen(self, uid):
        """True where it is a tap. `uid` is None where no card was found."""
        first, self._first = self._first, False
        if uid is None:
            self._forget()
            return False
        tap = uid != self._lying and not first
        self._lying, self._at = uid, self._clock.now()
        return tap

    def _forget(self):
        if self._lying and self._clock.since(self._at) > GONE_MS:
            self._lying = None
