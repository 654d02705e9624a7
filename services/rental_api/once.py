"""The operator's taps: a key's second coming is told what the first did, and does nothing."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass

from flask import request
from pydantic import BaseModel

from services.rental_api.ledger import desk_taps
from services.rental_api.ledger.desk_taps import Tap
from services.rental_api.problems import Problem, invalid
from services.rental_api.rentals.step import Step

LONGEST_KEY = 100


@dataclass(frozen=True)
class Once:
    """A tap's key and what it asks for; '' as the key: asked without one, and done as often as it comes."""

    key: str
    digest: str

    def do(self, one: Step, work: Callable[[], str]) -> str:
        """The pass that `work` makes or changes, or the one it did before; `/idempotency-conflict` for another wish.

        The tap is written in the transaction of the work: neither is ever there without the other.
        """
        known = desk_taps.by_key(one.conn, one.ctx.site, self.key) if self.key else None
        if known is None:
            return self._do(one, work)
        if known.digest != self.digest:
            raise Problem("idempotency-conflict")
        return known.pass_id

    def _do(self, one: Step, work: Callable[[], str]) -> str:
        pass_id = work()
        if self.key:
            desk_taps.add(one.conn, one.ctx.site, self.key, Tap(self.digest, pass_id), one.now)
        return pass_id


ALWAYS = Once("", "")


def asked_once(asked: BaseModel) -> Once:
    """By the header `Idempotency-Key`, of the request as it came to this path."""
    key = request.headers.get("Idempotency-Key", "").strip()
    if len(key) > LONGEST_KEY:
        raise invalid("Idempotency-Key", f"a header of 1 to {LONGEST_KEY} characters, one per tap of the button")
    told = json.dumps([request.path, asked.model_dump()], sort_keys=True)
    return Once(key, hashlib.sha256(told.encode()).hexdigest())
