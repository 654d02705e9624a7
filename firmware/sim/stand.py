"""The mechanics of a simulated stand: a motor with its faults, a platform above its floor, garments that fall."""

GARMENT_STEPS = 150
START_STEPS = 10 * GARMENT_STEPS
SLOW_MS = 3000
SILENT_MS = 30000


class Stand:
    """Knows the truth. A train takes as long as its pulses; a garment's, `motorMs` of board.json where it says so.

    The garment falls as its train ends.
    """

    def __init__(self, world):
        self._world = world
        self._steps = START_STEPS  # above the floor
        self._down = False
        self._train = None

    def turn(self, down):
        self._down = down

    def on_the_floor(self):
        return self._steps - self._made() <= 0

    def move(self, steps, ms):
        self._fault, given = self._world.take_fault()
        if not self._down and steps == GARMENT_STEPS:
            ms = self._world.board().get("motorMs", ms)
        if self._fault == "slow":
            ms = SLOW_MS if given is None else given
        self._hang_ms = SILENT_MS if given is None else given
        self._train, self._ms, self._began = steps, ms, self._world.now()
        self._there = False

    def arrived(self):
        self.look()
        return self._there

    def look(self):
        """What has happened since: the world asks at a power cut, too."""
        if not self._train:
            return
        elapsed = self._world.now() - self._began
        if self._fault == "power_cut" and elapsed >= self._ms // 2:
            self._world.power_cut()
        if self._fault != "stuck" and elapsed >= self._ms:
            self._arrive()

    def halt(self):
        """Without current, or without pulses. A train that had ended has ended."""
        self.look()
        if self._train:
            self._world.note_halt()
            self._steps -= self._made()
            self._train = None

    def _made(self):
        """Steps downwards of the train under way."""
        if not self._train or not self._down or self._fault == "stuck":
            return 0
        return min(self._train, self._train * (self._world.now() - self._began) // max(1, self._ms))

    def _arrive(self):
        steps, self._train, self._there = self._train, None, True
        self._steps += -steps if self._down else steps
        if not self._down:
            self._fall()

    def _fall(self):
        self._world.garment_falls()
        if self._fault == "power_cut_after":
            self._world.power_cut()
        if self._fault == "silent":
            self._world.hang(self._hang_ms)
