"""When a dispenser stops being offered, and when it may come back. Pure."""

from shared.device_state import DeviceState

TRIPS_AT = 2
HALF_OPEN = TRIPS_AT - 1
"""Left of the count after a good STATUS: the next failure trips at once, a garment that comes out clears it."""

FIRST_PROBE_MS = 30_000
LONGEST_PAUSE_MS = 600_000

# These say that the dispenser was not ready or never asked, nothing of its mechanism.
_NOT_THE_MECHANISM = frozenset({"no_stock", "door_open", "device_locked", "emergency_stop", "stale", "not_received"})


def is_a_fault(reason: str | None) -> bool:
    """Whether a garment that did not come out for this reason counts against its dispenser."""
    return reason not in _NOT_THE_MECHANISM


def probe_due(tripped_at: int, probed_at: int | None, now: int) -> bool:
    """Whether to ask again (all UTC ms): 30 s after the trip, then with pauses that double up to ten minutes."""
    last = tripped_at if probed_at is None else probed_at
    return now - last >= min(max(last - tripped_at, FIRST_PROBE_MS), LONGEST_PAUSE_MS)


def is_well(device: DeviceState | None, probed_at: int | None) -> bool:
    """Whether the dispenser has told, after it was asked, that it could hand out again."""
    if device is None or probed_at is None or not device.online:
        return False
    answered = device.status_heard is not None and device.status_heard > probed_at
    return answered and not device.locked and device.door_state != "open" and device.floor_state != "moving"
