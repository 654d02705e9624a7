"""The uplink's two round trips to Redis: what is known of a batch's devices, and what the batch changes."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from redis import Redis
from redis.client import Pipeline
from rq import Queue

from services.device_gateway.batch import Outcome, Refused
from services.device_gateway.draft import KNOWN, Draft
from shared.changes import NFC_SECONDS, Change, encode
from shared.jobs import ledger
from shared.keys import Keys
from shared.queues import enqueue

REFUSED_KEPT = 200


class Store:
    """Device state as the gateway keeps it in Redis. Holds nothing between two batches (lesson 3)."""

    def __init__(self, redis: Redis, keys: Keys, ledger_queue: Queue) -> None:
        self._redis = redis
        self._keys = keys
        self._ledger = ledger_queue

    def drafts(self, uuids: Iterable[str]) -> dict[str, Draft]:
        """A draft of each device, on what Redis knows of it now."""
        asked = sorted(set(uuids))
        pipe = self._redis.pipeline(transaction=False)
        for uuid in asked:
            pipe.hmget(self._keys.device(uuid), KNOWN)
            pipe.exists(self._keys.online(uuid))
        answers = pipe.execute() if asked else []
        found = zip(asked, answers[::2], answers[1::2], strict=True)
        return {uuid: Draft(uuid, _known(values), bool(online)) for uuid, values, online in found}

    def write(self, outcome: Outcome) -> None:
        """All of it in one transaction; raises RedisError and has written nothing where that fails."""
        pipe = self._redis.pipeline(transaction=True)
        pipe.multi()  # RQ would, at the first job, and may not after other commands
        for draft in outcome.drafts:
            self._write_device(pipe, draft)
        heard = [draft.uuid for draft in outcome.drafts if "last_heard" in draft.now]
        if heard:
            pipe.sadd(self._keys.devices, *heard)
        for uuid, uid in outcome.taps.items():
            pipe.set(self._keys.nfc(uuid), uid, ex=NFC_SECONDS)
            pipe.publish(self._keys.changes, encode(Change("nfc", uuid)))
        for event in outcome.events:
            enqueue(self._ledger, ledger.device_event, asdict(event), pipeline=pipe)
        for kind, count in outcome.counts.items():
            pipe.hincrby(self._keys.counters, kind, count)
        self._write_refused(pipe, outcome.refused)
        pipe.execute()

    def _write_device(self, pipe: Pipeline, draft: Draft) -> None:
        changes: dict[Any, str] = dict(draft.changes())
        if changes:
            pipe.hset(self._keys.device(draft.uuid), mapping=changes)
        if gone := draft.gone():
            pipe.hdel(self._keys.device(draft.uuid), *gone)
        if draft.ttl:
            pipe.set(self._keys.online(draft.uuid), "1", ex=draft.ttl)
        elif draft.ttl == 0:
            pipe.delete(self._keys.online(draft.uuid))
        if draft.shows():
            pipe.publish(self._keys.changes, encode(Change("device", draft.uuid)))

    def _write_refused(self, pipe: Pipeline, refused: list[Refused]) -> None:
        if refused:
            newest = refused[-REFUSED_KEPT:]
            pipe.lpush(self._keys.refused, *(json.dumps(asdict(entry), ensure_ascii=False) for entry in newest))
            pipe.ltrim(self._keys.refused, 0, REFUSED_KEPT - 1)


def _known(values: list[str | None]) -> dict[str, str]:
    return {name: value for name, value in zip(KNOWN, values, strict=True) if value is not None}
