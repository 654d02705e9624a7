"""The state of a rental, which is nothing but that of its items."""

from collections.abc import Collection

RENTAL_STATES = ("pending", "checking", "complete", "partial", "failed")


def rental_state(item_states: Collection[str]) -> str:
    """`pending` while something may still happen by itself, `checking` while a person or evidence must decide."""
    states = set(item_states)
    if states & {"reserved", "dispensing"}:
        return "pending"
    if "unknown" in states:
        return "checking"
    if states == {"dispensed"}:
        return "complete"
    return "partial" if "dispensed" in states else "failed"
