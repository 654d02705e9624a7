"""From the queue `devices` to the broker. A DISPENSE goes out while somebody waits for it, or not at all."""

import secrets
from typing import Protocol

import structlog
from redis import Redis

from services.device_gateway import commands
from services.device_gateway.orders import Orders
from shared import device_state
from shared.clock import Clock
from shared.jobs.devices import Command, Dispense
from shared.keys import Keys
from shared.redis_client import run_id
from shared.topics import command_topic

SENT_REMEMBERED_SECONDS = 24 * 3600
log = structlog.get_logger()


class Publisher(Protocol):
    """The broker, as the downlink sees it."""

    @property
    def connected(self) -> bool: ...
    def publish(self, topic: str, payload: str, qos: int, seconds: int = 0) -> bool: ...
    def publish_now(self, topic: str, payload: str, qos: int, seconds: int) -> bool: ...


class Downlink:
    """The consumer of `shared.jobs.devices`. What it does not send it counts and logs; the ledger decides."""

    def __init__(
        self, redis: Redis, keys: Keys, publisher: Publisher, clock: Clock, orders: Orders | None = None
    ) -> None:
        self._redis = redis
        self._keys = keys
        self._publisher = publisher
        self._clock = clock
        self._orders = orders or Orders()

    def dispense(self, order: Dispense) -> None:
        result = self._dispense(order)
        log.info("dispense", result=result, device=order.device_uuid, item_id=order.command_id)
        self._redis.hincrby(self._keys.counters, "dispense." + result, 1)

    def command(self, order: Command) -> None:
        """At QoS 1: while there is no connection it is kept for the next one. Raises ValueError on an unknown one."""
        payload = commands.command(order, self._clock())
        if order.cmd == "SET_STOCK":
            self._void_evidence(order.device_uuid)
        self._publisher.publish(command_topic(order.device_uuid), payload, 1, commands.SECONDS_TO_LIVE[order.cmd])
        log.info("command", cmd=order.cmd, device=order.device_uuid, command_id=order.command_id)
        self._redis.hincrby(self._keys.counters, "command." + order.cmd, 1)

    def _dispense(self, order: Dispense) -> str:
        """`sent`, or why not."""
        now = self._clock()
        if now >= order.deadline:
            return "late"
        state = device_state.read(self._redis, self._keys, order.device_uuid)
        if state is None or not state.online:
            return "offline"
        if not self._publisher.connected:
            return "no_broker"
        seconds = -((now - order.deadline) // 1000)
        topic = command_topic(order.device_uuid)
        if not state.knows_ids and (reason := self._may_not_repeat(order)):
            return reason
        self._orders.sent(order, now)
        if state.knows_ids:
            sent = self._publisher.publish_now(topic, commands.dispense_with_id(order, now), 1, seconds)
        else:
            sent = self._publisher.publish_now(topic, commands.dispense_without_id(now), 0, seconds)
        return "sent" if sent else "no_broker"

    def _may_not_repeat(self, order: Dispense) -> str | None:
        """v2.1.0 hands out a garment for each DISPENSE: one goes out at most, even if Redis forgot that it did."""
        if order.redis_run != run_id(self._redis):
            return "old_redis"
        first = self._redis.set(self._keys.sent(order.command_id), "1", nx=True, ex=SENT_REMEMBERED_SECONDS)
        return None if first else "repeated"

    def _void_evidence(self, uuid: str) -> None:
        """Before it goes out: stock figures from before and after must not be compared."""
        if self._redis.exists(self._keys.device(uuid)):
            self._redis.hset(self._keys.device(uuid), "evidence", secrets.token_hex(8))
