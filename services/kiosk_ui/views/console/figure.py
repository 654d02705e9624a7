"""A whole number as it was typed into a form of the console."""

LONGEST = 11


def figure(typed: str) -> int | None:
    """None where it is none, or longer than any amount; thousands may have their commas."""
    digits = typed.replace(",", "")
    return int(digits) if digits.isdecimal() and len(digits) <= LONGEST else None
