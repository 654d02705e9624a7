import json
import zlib
from typing import Any, NoReturn

import fakeredis
import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from redis import Redis
from rq import Queue, SimpleWorker
from rq.job import Job
from rq.serializers import JSONSerializer
from rq_dashboard import web
from werkzeug.test import Client

from deploy import queue_pages
from deploy.dashboard import Dashboard
from shared.console_login import cookie_name

SECRET = "secret-of-the-sessions"
PORT = 8080


def login(secret: str = SECRET, port: int = PORT, **session: str) -> dict[str, str]:
    """The cookie of a browser in whose console session this stands."""
    app = Flask(__name__)
    app.secret_key = secret
    signed = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signed
    return {"Cookie": f"other=1; {cookie_name(port)}={signed.dumps(session or {'operator': 'token'})}"}


class Visitor:
    """Looks at the dashboard from within a job, while its worker is busy."""

    client: Client
    seen: dict[str, Any]


def look() -> None:
    Visitor.seen = json.loads(Visitor.client.get("/0/data/workers.json", headers=login()).data)


@pytest.fixture
def redis() -> Redis:
    server: Redis = fakeredis.FakeRedis()
    return server


@pytest.fixture
def client(redis: Redis, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The dashboard on a fake Redis; what it changes in rq-dashboard is undone afterwards."""
    for name in ("Worker", "requeue_job"):
        monkeypatch.setattr(web, name, getattr(web, name))
    monkeypatch.setattr(web.config, "serializer", web.config.serializer)
    monkeypatch.setattr(web, "from_url", lambda *_, **__: (None, redis))
    return Client(Dashboard(SECRET, PORT, lambda: queue_pages.create_app("redis://nowhere:1/0")), use_cookies=False)


@pytest.fixture
def failed(redis: Redis) -> Job:
    """A job as ours are: JSON, and in no language that pickle would read."""
    queue = Queue("ledger", connection=redis, serializer=JSONSerializer)
    job = queue.enqueue("shared.jobs.no_such_function", {"garment": "수건"})
    queue.failed_job_registry.add(job, ttl=1000)
    return job


@pytest.mark.parametrize(
    "headers",
    [
        {},
        login(secret="another"),
        login(port=9090),
        login(member="A001"),
        login(operator=""),
        {"Cookie": f"{cookie_name(PORT)}=forged"},
        {"Cookie": ";=;"},
    ],
)
@pytest.mark.parametrize("path", ["/", "/0/view/workers", "/0/data/queues.json", "/static/x.css"])
def test_nothing_is_shown_to_who_is_not_logged_in_to_the_console(
    client: Client, path: str, headers: dict[str, str]
) -> None:
    assert client.get(path, headers=headers).status_code == 401


def test_who_is_not_logged_in_is_shown_the_way_to_the_console_of_the_same_host(client: Client) -> None:
    answer = client.get("/", headers={"Host": "pi.local:9181"})
    assert 'href="http://pi.local:8080/console"' in answer.text
    assert "<script" not in client.get("/", headers={"Host": '"><script>:1'}).text


def test_nothing_is_loaded_for_somebody_who_is_not_logged_in() -> None:
    def load() -> NoReturn:
        raise AssertionError("loaded")

    assert (
        Client(Dashboard(SECRET, PORT, load), use_cookies=False).get("/", headers=login(secret="another")).status_code
        == 401
    )


@pytest.mark.parametrize("path", ["/", "/0/view/workers", "/0/view/jobs", "/0/data/queues.json"])
def test_the_operator_sees_every_page(client: Client, path: str) -> None:
    assert client.get(path, headers=login()).status_code == 200


@pytest.mark.parametrize("file", ["js/jquery-3.5.1.min.js", "css/main.css"])
def test_the_pages_have_their_scripts_and_styles(client: Client, file: str) -> None:
    with client.get(f"/static/{file}", headers=login()) as answer:
        assert answer.status_code == 200


def test_a_worker_that_is_busy_is_shown(client: Client, redis: Redis) -> None:
    queue = Queue("ledger", connection=redis, serializer=JSONSerializer)
    job = queue.enqueue(look)
    Visitor.client = client

    SimpleWorker([queue], connection=redis, serializer=JSONSerializer).work(burst=True)

    assert [worker["current_job"]["job_id"] for worker in Visitor.seen["workers"]] == [job.id]


def test_a_jobs_own_page_is_shown(client: Client, failed: Job) -> None:
    assert client.get(f"/0/view/job/{failed.id}", headers=login()).status_code == 200
    assert "수건" in str(client.get(f"/0/data/job/{failed.id}.json", headers=login()).json)


def test_a_failed_job_can_be_put_back(client: Client, redis: Redis, failed: Job) -> None:
    answer = client.post("/requeue/ledger", headers=login())

    assert json.loads(answer.data) == {"status": "OK", "count": 1}
    assert json.loads(stored_data(redis, failed))[0] == "shared.jobs.no_such_function"


def test_a_get_puts_nothing_back(client: Client, redis: Redis, failed: Job) -> None:
    assert client.get("/requeue/ledger", headers=login()).status_code == 405
    assert client.head("/requeue/ledger", headers=login()).status_code == 405
    assert redis.zcard("rq:failed:ledger") == 1


def test_another_sites_form_changes_nothing(client: Client, redis: Redis, failed: Job) -> None:
    forged = login() | {"Sec-Fetch-Site": "cross-site"}

    assert client.post("/requeue/ledger", headers=forged).status_code == 403
    assert redis.zcard("rq:failed:ledger") == 1


def stored_data(redis: Redis, job: Job) -> bytes:
    return zlib.decompress(redis.hget(job.key, "data"))  # type: ignore[arg-type]
