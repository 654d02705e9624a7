"""The scrape. It carries the token like every other call: the API may listen beyond this machine."""

from functools import partial

from apiflask import APIBlueprint
from flask import Response
from sqlalchemy.exc import OperationalError

from services.rental_api.context import Context
from services.rental_api.meters import of_ledger
from shared.metrics import Asked, Together
from shared.web_edge import exposition


def routes(ctx: Context) -> APIBlueprint:
    bp = APIBlueprint("metrics", __name__, enable_openapi=False)
    ledger = Asked("ledger", [partial(of_ledger, ctx.engine, ctx.clock)], OperationalError)

    @bp.get("/metrics")
    def metrics() -> Response:
        """In Prometheus's text form."""
        return exposition(Together(ctx.meters.registry, ledger))

    return bp
