"""The audit of every night: what it has to mend is what the owner took away, or what a new Pi does not know."""

import json

from services.rental_api import workbook_audit
from services.rental_api.workbook_audit.finding import WRONG
from tests.faults.month.clock import MINUTE
from tests.faults.month.house import House
from tests.faults.month.model import Model

PATIENCE_MS = 20 * MINUTE


class Auditor:
    """`surprises` are findings that nothing explains. After `excuses` the next audit may find whatever it likes."""

    def __init__(self, house: House, model: Model) -> None:
        self._house, self._model = house, model
        self.surprises: list[str] = []
        self._excused = False

    def excuses(self) -> None:
        self._excused = True

    def audits(self) -> str:
        """Where Google cannot be had, or Redis loses it on the way, it is for another night."""
        ctx = self._house.till.ctx
        run = workbook_audit.ask(ctx)
        self._house.live(self._house.clock.now + PATIENCE_MS)
        ctx = self._house.till.ctx
        told: dict[str, str] = ctx.redis.hgetall(ctx.keys.workbook_audit)  # type: ignore[assignment]
        if told.get("run") != run:
            return "an audit, without an end"
        found = [one for one in json.loads(told["differences"]) if one["kind"] in WRONG]
        self.surprises += [f"{self._house.clock.told()}: {one}" for one in found if not self._is_expected(one)]
        self._excused = False
        return f"an audit: {told['text'][:200]}"

    def _is_expected(self, one: dict[str, str]) -> bool:
        gone = one["kind"] == "missing" and (one["tab"], one["key"]) in self._model.deleted
        self._model.deleted.discard((one["tab"], one["key"]))
        return gone or self._excused
