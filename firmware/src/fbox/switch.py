"""A switch that bounces: several equal readings in a row count, sampled every `SAMPLE_MS`."""

SAMPLE_MS = 10
READINGS = 3


class Switch:
    """`touches()` is the contact as it is now, `on` the state that may be relied upon."""

    def __init__(self, touches):
        self.touches = touches
        self.on = touches()
        self._different = 0

    def sample(self):
        """True where the state has changed."""
        self._different = 0 if self.touches() == self.on else self._different + 1
        if self._different < READINGS:
            return False
        self._different = 0
        self.on = not self.on
        return True
