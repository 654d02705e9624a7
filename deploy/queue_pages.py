"""rq-dashboard's pages for queues whose jobs are JSON. Who may see them is deploy.dashboard's affair."""

from functools import partial
from types import SimpleNamespace
from typing import Any

import rq
from flask import Flask
from rq.serializers import JSONSerializer
from rq_dashboard import default_settings, web


def create_app(redis_url: str) -> Flask:
    # Both are at /static, and the application's own is asked first.
    app = Flask(__name__, static_folder=web.blueprint.static_folder)
    app.config.from_object(default_settings)
    app.config["RQ_DASHBOARD_REDIS_URL"] = redis_url
    read_jobs_as_json()
    web.setup_rq_connection(app)  # type: ignore[no-untyped-call]
    app.register_blueprint(web.blueprint)
    return app


def read_jobs_as_json() -> None:
    """rq-dashboard 0.9 takes a serializer, yet forgets it for workers (500 while one is busy) and for requeues."""
    module: Any = web
    module.config.serializer = JSONSerializer
    module.Worker = SimpleNamespace(all=partial(rq.Worker.all, serializer=JSONSerializer))
    module.requeue_job = partial(rq.requeue_job, serializer=JSONSerializer)
