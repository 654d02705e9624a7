"""What the ledger's two processes count, and what the web one tells of the ledger as it is at the scrape."""

import json
from collections.abc import Iterable

from flask import Response
from prometheus_client import CollectorRegistry, Counter
from prometheus_client.metrics_core import Metric
from sqlalchemy import Engine

from services.rental_api.ledger import standing
from services.rental_api.ledger.engine import reading
from shared.clock import Clock
from shared.metrics import gauge, new_registry, number
from shared.web_edge import WebMeters


class Meters:
    """One a process."""

    def __init__(self) -> None:
        self.registry: CollectorRegistry = new_registry()
        self.web = WebMeters(self.registry)
        self._settled = Counter(
            "fbox_items_settled",
            "Garments whose end this process decided: what became of them, and by whose word.",
            ["outcome", "by"],
            registry=self.registry,
        )
        self._orders = Counter(
            "fbox_rental_orders",
            "Answers to orders of this process: taken, or the code of the refusal.",
            ["outcome"],
            registry=self.registry,
        )

    def settled(self, outcome: str, by: str) -> None:
        self._settled.labels(outcome, by).inc()

    def ordered(self, response: Response) -> None:
        self._orders.labels("taken" if response.status_code == 202 else _code(response)).inc()


def of_ledger(engine: Engine, clock: Clock) -> Iterable[Metric]:
    """Raises OperationalError. Reads what is open, never what is over: the same work however old the ledger is."""
    with reading(engine).begin() as conn:
        items, holds = standing.open_items(conn), standing.open_holds(conn)
        claims, rows = standing.waiting_claims(conn), standing.rows_for_the_workbook(conn)
        letters, oldest = standing.outbox_letters(conn)
    waited = max(clock() - oldest, 0) / 1000 if oldest else 0.0
    return [
        gauge("fbox_items_open", "Garments not settled yet, by state.", "state", items),
        number("fbox_holds_open", "Charges held for them.", holds),
        number("fbox_claims_waiting", "Claims that wait for the operator.", claims),
        number("fbox_outbox_letters", "Commands the ledger has written and not handed over.", letters),
        number("fbox_outbox_oldest_seconds", "For how long the first of them has waited.", waited),
        number("fbox_ledger_rows_unconfirmed", "Rows the workbook has not confirmed.", rows),
    ]


def _code(response: Response) -> str:
    """The end of the problem's type."""
    return str(json.loads(response.get_data()).get("type", "")).rpartition("/")[2]
