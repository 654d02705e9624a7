"""The owner's workbook: how it is doing, a tab as the ledger has it, an audit now."""

from typing import Annotated, Any

from apiflask import APIBlueprint
from flask import Response, jsonify
from pydantic import Field

from services.rental_api import restore, workbook_audit, workbook_state
from services.rental_api.context import Context
from services.rental_api.problems import invalid
from services.rental_api.schemas import Model
from services.rental_api.workbook_state import TABS, Audit, WorkbookState
from shared.clock import rfc3339


class Restoration(Model):
    """`tab` by the name it has in the workbook."""

    tab: Annotated[str, Field(max_length=40)]


def routes(ctx: Context) -> APIBlueprint:
    bp = APIBlueprint("workbook", __name__, url_prefix="/api/workbook")

    @bp.get("")
    def workbook() -> dict[str, Any]:
        """When it last went well, how many rows wait, what is wrong with which tab, what the last audit found."""
        return workbook_view(workbook_state.read(ctx), ctx.clock())

    @bp.post("/restorations")
    @bp.input(Restoration, location="json", arg_name="wanted")
    def restoration(wanted: Restoration) -> Response:
        """Has a tab made what the ledger has, whatever is wrong with it: 202, its rows follow."""
        if wanted.tab not in TABS:
            raise invalid("tab", f"one of {', '.join(TABS)}")
        restore.ask(ctx, wanted.tab)
        return _accepted(tab=wanted.tab)

    @bp.post("/audits")
    def audit() -> Response:
        """Has the workbook compared with the ledger: 202 with the run's name, under which the result appears."""
        return _accepted(run=workbook_audit.ask(ctx))

    return bp


def workbook_view(state: WorkbookState, now: int) -> dict[str, Any]:
    """Times RFC 3339 UTC; `audit` null where none ever ended."""
    since = None if state.well_at is None else max(now - state.well_at, 0) // 1000
    return {
        "well_at": rfc3339(state.well_at),
        "seconds_since_well": since,
        "pending": state.pending,
        "error": state.error,
        "troubles": state.troubles,
        "audit": None if state.audit is None else _audit_view(state.audit),
    }


def _audit_view(audit: Audit) -> dict[str, Any]:
    return {
        "run": audit.run,
        "at": rfc3339(audit.at),
        "text": audit.text,
        "equal": audit.equal,
        "differences": [one.told() for one in audit.differences],
    }


def _accepted(**told: str) -> Response:
    answer = jsonify(told)
    answer.status_code = 202
    return answer
