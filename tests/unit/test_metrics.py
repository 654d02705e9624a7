"""What all processes' metrics have in common."""

import socket
from collections.abc import Iterator
from contextlib import closing

import fakeredis
import httpx
import pytest
import structlog
from prometheus_client import CollectorRegistry
from prometheus_client.metrics_core import Metric
from redis import Redis
from redis.exceptions import ConnectionError as RedisGone
from redis.exceptions import RedisError
from structlog.testing import capture_logs

from shared import metrics
from shared.jobs import devices
from shared.jobs.devices import Command, Dispense
from shared.queue_metrics import waiting
from shared.queues import DEVICES, enqueue, open_queue
from shared.worker import Watch, build
from tests.support.servers import free_port

ORDER = {"device_uuid": "FBOX-1", "command_id": "itm_1", "command_seq": 1, "deadline": 0, "redis_run": ""}


class FakeGateway:
    """Notes what the log knows while it works."""

    def __init__(self) -> None:
        self.names: list[dict[str, object]] = []
        self.fails = False

    def dispense(self, _order: Dispense) -> None:
        self.names.append(structlog.contextvars.get_contextvars())
        if self.fails:
            raise ValueError("defect")

    def command(self, _order: Command) -> None: ...


@pytest.fixture
def redis() -> Redis:
    return fakeredis.FakeRedis(server=fakeredis.FakeServer())


@pytest.fixture
def gateway() -> Iterator[FakeGateway]:
    one = FakeGateway()
    devices.consumer.bind(one)
    yield one
    devices.consumer._consumer = None


def _work(redis: Redis, watch: Watch, **order: str) -> None:
    queue = open_queue(DEVICES, redis)
    enqueue(queue, devices.dispense, ORDER | order)
    build(queue, watch).work(burst=True)


def _number() -> Iterator[Metric]:
    yield metrics.number("fbox_something", "Something.", 7)


def _gone() -> Iterator[Metric]:
    raise RedisGone("gone")
    yield


def test_what_others_keep_is_asked_for_at_each_scrape() -> None:
    registry = CollectorRegistry()
    registry.register(metrics.Asked("redis", [_number], RedisError))
    assert (registry.get_sample_value("fbox_something"), registry.get_sample_value("fbox_redis_up")) == (7, 1)


def test_a_source_that_is_gone_costs_its_own_figures_alone() -> None:
    registry = CollectorRegistry()
    registry.register(metrics.Asked("redis", [_number, _gone], RedisError))
    registry.register(metrics.Asked("ledger", [_number], RedisError))
    assert (registry.get_sample_value("fbox_redis_up"), registry.get_sample_value("fbox_ledger_up")) == (0, 1)


def test_a_listener_answers_on_the_loopback() -> None:
    port = free_port()
    metrics.listen(metrics.new_registry(), port)
    assert "process_resident_memory_bytes" in httpx.get(f"http://127.0.0.1:{port}/metrics").text


def test_a_port_that_is_taken_costs_the_metrics_and_not_the_process() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken, capture_logs() as lines:
        metrics.listen(metrics.new_registry(), taken.getsockname()[1])
    assert [line["event"] for line in lines] == ["no metrics"]


def test_a_queue_tells_how_many_wait_and_for_how_long(redis: Redis) -> None:
    queue = open_queue(DEVICES, redis)
    enqueue(queue, devices.dispense, ORDER)
    enqueue(queue, devices.dispense, ORDER)
    came = queue.get_jobs()[0].enqueued_at
    assert came
    reader = fakeredis.FakeRedis(server=redis.connection_pool.connection_kwargs["server"], decode_responses=True)
    jobs, oldest = waiting(reader, DEVICES, lambda: round(came.timestamp() * 1000) + 40_000)
    assert jobs.samples[0].value == 2
    assert oldest.samples[0].value == pytest.approx(40, abs=0.01)


def test_an_empty_queue_has_no_age() -> None:
    jobs, oldest = waiting(fakeredis.FakeRedis(decode_responses=True), DEVICES, lambda: 5)
    assert (jobs.samples[0].value, oldest.samples[0].value) == (0, 0)


def test_jobs_are_counted_by_name_and_outcome(redis: Redis, gateway: FakeGateway) -> None:
    registry = CollectorRegistry()
    watch = metrics.job_watch(registry)
    _work(redis, watch)
    gateway.fails = True
    _work(redis, watch)
    for outcome in ("ok", "failed"):
        labels = {"job": "dispense", "outcome": outcome}
        assert registry.get_sample_value("fbox_job_seconds_count", labels) == 1


def test_lines_of_a_job_say_which_rental_they_are_about(redis: Redis, gateway: FakeGateway) -> None:
    _work(redis, lambda *_: None, rental_id="rnt_1")
    assert gateway.names == [{"job": "dispense", "rental_id": "rnt_1"}]
    assert structlog.contextvars.get_contextvars() == {}


def test_a_job_from_before_the_update_is_carried_out(redis: Redis, gateway: FakeGateway) -> None:
    _work(redis, lambda *_: None)
    assert gateway.names == [{"job": "dispense"}]
