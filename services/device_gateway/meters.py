"""What the gateway tells Prometheus. Its counters are those it keeps in Redis; states are read at the scrape."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from prometheus_client import CollectorRegistry, Gauge, Histogram
from prometheus_client.metrics_core import Metric
from redis import Redis
from redis.exceptions import RedisError

from shared import device_state
from shared.clock import Clock
from shared.device_state import DeviceState
from shared.keys import Keys
from shared.metrics import Ask, Asked, counter, gauge, new_registry, number
from shared.queue_metrics import waiting
from shared.queues import DEVICES

ANSWER_BUCKETS = (0.1, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0)


class Meters:
    """One a process. `redis` decodes and gives up on an answer in time."""

    def __init__(self, redis: Redis, keys: Keys, clock: Clock) -> None:
        self.registry: CollectorRegistry = new_registry()
        took = Histogram(
            "fbox_gateway_answer_seconds",
            "Seconds from a DISPENSE to the dispenser's answer.",
            buckets=ANSWER_BUCKETS,
            registry=self.registry,
        )
        self.took = took.observe
        asks: list[Ask] = [
            partial(_counted, redis, keys),
            partial(_dispensers, redis, keys, clock),
            partial(waiting, redis, DEVICES, clock),
        ]
        self.registry.register(Asked("redis", asks, RedisError))

    def show(self, name: str, told: str, holds: Callable[[], bool]) -> None:
        """A state of this process, asked for at each scrape."""
        Gauge(name, told, registry=self.registry).set_function(lambda: float(holds()))


def _counted(redis: Redis, keys: Keys) -> Iterator[Metric]:
    """Names of counters are `event.heartbeat`, `refused.bad_field`, `dispense.sent`, `command.LOCK`, `replayed`, …"""
    counts = {str(name): float(value) for name, value in redis.hgetall(keys.counters).items()}
    events = _under(counts, "event.")
    yield counter("fbox_gateway_messages", "Messages taken in, by event.", ["event"], events)
    refused = _under(counts, "refused.")
    yield counter("fbox_gateway_messages_refused", "Messages that could not be used.", ["reason"], refused)
    replayed: dict[tuple[str, ...], float] = {(): counts.get("replayed", 0.0)}
    yield counter("fbox_gateway_messages_replayed", "Events that a broker brought again.", [], replayed)
    sent = {("DISPENSE", *result): count for result, count in _under(counts, "dispense.").items()}
    sent |= {(*cmd, "sent"): count for cmd, count in _under(counts, "command.").items()}
    told = "Commands to dispensers: sent, or why not (late, offline, no_broker, repeated, old_redis)."
    yield counter("fbox_gateway_commands", told, ["command", "result"], sent)
    broker = _under(counts, "broker.")
    yield counter("fbox_gateway_connections", "Connections to the broker made and lost.", ["change"], broker)


def _under(counts: Mapping[str, float], prefix: str) -> dict[tuple[str, ...], float]:
    return {(name.removeprefix(prefix),): count for name, count in counts.items() if name.startswith(prefix)}


def _dispensers(redis: Redis, keys: Keys, clock: Clock) -> Iterable[Metric]:
    states = [state for state in device_state.read_all(redis, keys).values() if state.category]
    now = clock()
    online = {state.uuid: float(state.online) for state in states}
    stock = {state.uuid: float(state.stock) for state in states if state.stock is not None}
    silent = {state.uuid: _silent(state, now) for state in states if state.last_heard}
    return [
        number("fbox_dispensers_online", "Dispensers that are online.", sum(online.values())),
        gauge("fbox_dispenser_online", "Whether the dispenser is online.", "device", online),
        gauge("fbox_dispenser_stock", "Garments in it, as it says.", "device", stock),
        gauge("fbox_dispenser_silent_seconds", "Since anything was heard of it.", "device", silent),
    ]


def _silent(state: DeviceState, now: int) -> float:
    return max(now - (state.last_heard or 0), 0) / 1000
