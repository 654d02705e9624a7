"""PINs: six digits, kept only as argon2 hashes, with few guesses."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from redis import Redis

from services.rental_api.problems import Problem
from shared.keys import Keys

ATTEMPTS = 5
LOCK_SECONDS = 300
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def hash_pin(pin: str) -> str:
    return HASHER.hash(pin)


def check_pin(redis: Redis, keys: Keys, member_id: str, pin_hash: str | None, pin: str) -> None:
    """Raises `/wrong-pin` with `attempts_left`, or `/too-many-attempts` with `retry_after` (s).

    The guess is counted before it is looked at, so many at once do not get more guesses than one by one.
    """
    key = keys.pin_attempts(member_id)
    pipe = redis.pipeline(transaction=True)
    pipe.incr(key)
    pipe.expire(key, LOCK_SECONDS, nx=True)
    pipe.ttl(key)
    tries = pipe.execute()
    if tries[0] > ATTEMPTS:
        raise Problem("too-many-attempts", "Wait before the next try.", retry_after=max(int(tries[2]), 1))
    if not _matches(pin_hash, pin):
        left = ATTEMPTS - int(tries[0])
        raise Problem("wrong-pin", f"{left} attempts are left.", attempts_left=left)
    redis.delete(key)


def _matches(pin_hash: str | None, pin: str) -> bool:
    try:
        return bool(pin_hash) and HASHER.verify(pin_hash or "", pin)
    except (VerifyMismatchError, InvalidHashError):
        return False
