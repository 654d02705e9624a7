"""PINs: six digits, kept only as argon2 hashes, with few guesses.

A member without a PIN, a member who does not exist and a wrong PIN cost the same work and get the same answer.
"""

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from services.rental_api.limits import Counted, Counter, Limits, wait_told
from services.rental_api.problems import Problem
from services.rental_api.rules.waits import PINS_AT_KIOSK, PINS_OF_MEMBER
from shared.keys import Keys


class Pins:
    """One a process. The limits are those of rules/waits.py, by member and by kiosk."""

    def __init__(self, limits: Limits, keys: Keys, hasher: PasswordHasher) -> None:
        self._limits, self._keys, self._hasher = limits, keys, hasher
        self._nobodys = hasher.hash(secrets.token_hex(16))

    def check(self, kiosk: str, member_id: str, pin_hash: str | None, pin: str) -> None:
        """Raises `/wrong-pin` with the `attempts_left` until the next wait, or, in one, `/too-many-attempts`.

        The right PIN clears the member's count but not the kiosk's: whoever guesses knows a PIN of his own.
        """
        mine = Counter(self._keys.member_pins(member_id), "member", PINS_OF_MEMBER)
        here = Counter(self._keys.kiosk_pins(kiosk), "kiosk", PINS_AT_KIOSK)
        counted = self._limits.count(here, mine)
        if not self._matches(pin_hash, pin):
            raise _wrong(counted)
        self._limits.take_back(counted[0], mine)

    def _matches(self, pin_hash: str | None, pin: str) -> bool:
        try:
            return self._hasher.verify(pin_hash or self._nobodys, pin) and pin_hash is not None
        except (VerifyMismatchError, InvalidHashError):
            return False


def _wrong(counted: list[Counted]) -> Problem:
    left = min(one.left for one in counted)
    return Problem("wrong-pin", f"{left} attempts are left.", attempts_left=left, **wait_told(counted))
