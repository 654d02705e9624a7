"""rq-dashboard behind the operator's password: loopback only, jobs read as JSON, no GET that changes anything."""

import hmac
import logging
from functools import partial
from types import SimpleNamespace
from typing import Any

import rq
from flask import Flask, Response, request
from rq.serializers import JSONSerializer
from rq_dashboard import default_settings, web
from werkzeug.serving import make_server

from shared import process
from shared.config import Settings

USER = "operator"
LOOPBACK = "127.0.0.1"
SAFE = ("GET", "HEAD", "OPTIONS")


def create_app(settings: Settings) -> Flask:
    app = Flask(__name__)
    app.config.from_object(default_settings)
    app.config["RQ_DASHBOARD_REDIS_URL"] = settings.redis_url
    read_jobs_as_json()
    web.setup_rq_connection(app)  # type: ignore[no-untyped-call]
    app.before_request(partial(ask_password, settings.operator_password.get_secret_value()))
    app.before_request(refuse_forged)
    app.register_blueprint(web.blueprint)
    return app


def ask_password(password: str) -> Response | None:
    """Compared in constant time, user name and password alike."""
    given = request.authorization
    pair = f"{given.username}:{given.password}" if given and given.type == "basic" else ""
    if hmac.compare_digest(pair.encode(), f"{USER}:{password}".encode()):
        return None
    return Response("Please log in\n", 401, {"WWW-Authenticate": 'Basic realm="F-BOX queues", charset="UTF-8"'})


def refuse_forged() -> Response | None:
    """rq-dashboard requeues by GET too, and a browser sends the password along with another site's form."""
    if request.endpoint == "rq_dashboard.requeue_all" and request.method in SAFE:
        return Response("Use POST\n", 405, {"Allow": "POST"})
    if request.method not in SAFE and request.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none"):
        return Response("Not from another site\n", 403)
    return None


def read_jobs_as_json() -> None:
    """rq-dashboard 0.9 takes a serializer, yet forgets it for workers (500 while one is busy) and for requeues."""
    module: Any = web
    module.config.serializer = JSONSerializer
    module.Worker = SimpleNamespace(all=partial(rq.Worker.all, serializer=JSONSerializer))
    module.requeue_job = partial(rq.requeue_job, serializer=JSONSerializer)


def main() -> None:
    settings = process.start("dashboard")
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    make_server(LOOPBACK, settings.dashboard_port, create_app(settings), threaded=True).serve_forever()


if __name__ == "__main__":
    main()
