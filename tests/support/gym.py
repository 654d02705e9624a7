"""A gym without dispensers or processes: the real ledger on a real database, Redis faked, time by hand."""

import json
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from typing import Any

import fakeredis
from flask.testing import FlaskClient
from pydantic import SecretStr
from rq import Queue
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from services.rental_api.app import create_app
from services.rental_api.context import Context
from services.rental_api.grants import grant_pass
from services.rental_api.ledger import passes, products, rentals
from services.rental_api.ledger.audit import Difference, first_difference
from services.rental_api.ledger.passes import Pass
from services.rental_api.ledger.rentals import Item
from services.rental_api.ledger.tables import entries
from services.rental_api.rentals.breaker import look_at_tripped
from services.rental_api.rentals.expiry import lapse
from services.rental_api.rentals.reports import take_report
from services.rental_api.rentals.upkeep import look_after
from services.rental_api.routes.operator import save_member
from services.rental_api.routes.pass_products import save_pass_product
from services.rental_api.schemas import MemberEdit, NewPass, PassProductEdit
from shared import device_state, pins
from shared.config import Settings
from shared.jobs.ledger import DeviceEvent
from shared.keys import Keys
from shared.queues import DEVICES, open_queue
from tests.support.ledgers import engine_of, lent_ledger

TOWELS = "FBOX-000000000001"
TOPS = "FBOX-000000000002"
PIN = "246810"
TOKEN = "t" * 20
START = 1_763_900_000_000


class Gym:
    """Two dispensers: towels (field firmware or v3, as a test likes) and tops; member A001 with ten uses."""

    def __init__(self, folder: Path, database_url: str = "", uses: int = 10) -> None:
        """The ledger is an empty one on SQLite where no other database, with its tables, is given."""
        self._lent = ExitStack()
        secret = SecretStr("s" * 20)
        secrets = {"api_token": SecretStr(TOKEN), "kiosk_secret": secret, "operator_password": secret}
        settings = Settings(home=folder, database_url=database_url, **secrets)
        server = fakeredis.FakeServer()
        redis = fakeredis.FakeRedis(server=server, decode_responses=True)
        self.now = START
        self.ctx = Context(
            settings,
            engine_of(database_url or self._lent.enter_context(lent_ledger())),
            redis,
            fakeredis.FakeRedis(server=server),
            lambda: self.now,
            lambda uuids: (device_state.read_many(redis, Keys(settings.site), uuids), "run-1"),
            hasher=pins.HASHER,
        )
        self.member("A001", "010-1000-0001")
        self.pass_id = self.grant("A001", uses) if uses else ""
        self.messages = 0

    @cached_property
    def client(self) -> FlaskClient:
        """Of the API, which many tests can do without."""
        return create_app(self.ctx).test_client()

    def close(self) -> None:
        """Gives the ledger back that it borrowed itself."""
        self._lent.close()

    def member(self, member_id: str, phone: str, **values: Any) -> None:  # noqa: ANN401 - MemberEdit's fields
        save_member(self.ctx, member_id, MemberEdit(name="김하늘", phone=phone, pin=PIN, **values))

    def grant(self, member_id: str, count: int, **values: Any) -> str:  # noqa: ANN401 - NewPass's fields
        return str(grant_pass(self.ctx, member_id, NewPass(kind="count", count=count, **values))["pass_id"])

    def give(self, kind: str, member_id: str = "A001", **values: Any) -> str:  # noqa: ANN401 - NewPass's fields
        """A pass of any kind; its id."""
        new = NewPass.model_validate({"kind": kind, **values})
        return str(grant_pass(self.ctx, member_id, new)["pass_id"])

    def sell(self, product_id: str, kind: str, **values: Any) -> None:  # noqa: ANN401 - PassProductEdit's fields
        edit = PassProductEdit.model_validate({"kind": kind, "name": product_id, **values})
        save_pass_product(self.ctx, product_id, edit)

    def price(self, won: int, product: str = "P-TOWEL") -> None:
        with self.ctx.engine.begin() as conn:
            products.change(conn, self.ctx.site, product, {"price": won}, self.now)

    # What the gateway does

    def boot(self, uuid: str, stock: int, category: str = "towel", v3: bool = True) -> None:
        """The device says who it is; it is online from now on."""
        self.tell(uuid, stock=stock, category=category, size="", status_heard=self.now, evidence="e1")
        if v3:
            self.tell(uuid, command_mark=0, last_commands={})
        self.ctx.redis.set(self.ctx.keys.online(uuid), "1")
        self.report(uuid, "boot_complete", category=category, size="", deviceName="수건", stock=stock)

    def tell(self, uuid: str, **values: Any) -> None:  # noqa: ANN401 - DeviceState's fields
        """Moves the device's state in Redis."""
        self.ctx.redis.sadd(self.ctx.keys.devices, uuid)
        self.ctx.redis.hset(self.ctx.keys.device(uuid), mapping=device_state.encode(values))

    def leave(self, uuid: str) -> None:
        self.ctx.redis.delete(self.ctx.keys.online(uuid))

    def report(self, uuid: str, event: str, digest: str = "", **data: Any) -> None:  # noqa: ANN401 - wire fields
        """One event onto the ledger, as its queue would bring it."""
        self.messages += 1
        take_report(self.ctx, DeviceEvent(uuid, event, self.now, digest or f"message {self.messages}", data))

    def hand_out(self, item: Item) -> None:
        """The dispenser does its work and says so."""
        state = device_state.read(self.ctx.redis, self.ctx.keys, item.device_uuid)
        assert state
        assert state.stock
        self.tell(item.device_uuid, stock=state.stock - 1)
        self.report(item.device_uuid, "dispense_complete", commandId=item.item_id, stock=state.stock - 1)

    # What the kiosk does

    def post(self, path: str, body: dict[str, Any], **headers: str) -> TestResponse:
        return self.client.post(path, json=body, headers={"Authorization": f"Bearer {TOKEN}", **headers})

    def get(self, path: str) -> Any:  # noqa: ANN401 - JSON
        return self.client.get(path, headers={"Authorization": f"Bearer {TOKEN}"}).get_json()

    def rent(self, key: str = "tap-1", quantity: int = 1, product: str = "P-TOWEL", **more: Any) -> TestResponse:  # noqa: ANN401
        items = [{"product_id": product, "quantity": quantity}]
        body = {"member_id": "A001", "pin": PIN, "items": items} | more
        return self.post("/api/rentals", body, **{"Idempotency-Key": key})

    # What time does

    def pass_by(self, seconds: float) -> None:
        self.now += round(seconds * 1000)
        look_after(self.ctx)
        look_at_tripped(self.ctx)
        lapse(self.ctx)

    # What is true

    def items(self) -> list[Item]:
        """Every open item, the oldest first."""
        with self.ctx.reads.begin() as conn:
            return rentals.open_items(conn)

    def item(self, item_id: str) -> Item:
        with self.ctx.reads.begin() as conn:
            found = rentals.item(conn, item_id)
        assert found
        return found

    def balance(self, pass_id: str = "") -> int:
        return self.pass_(pass_id).balance

    def kinds(self, pass_id: str = "") -> list[str]:
        """The kinds of a pass's entries, in order."""
        query = select(entries.c.kind).where(entries.c.pass_id == (pass_id or self.pass_id))
        with self.ctx.reads.begin() as conn:
            return list(conn.execute(query.order_by(entries.c.entry_id)).scalars())

    def pass_(self, pass_id: str = "") -> Pass:
        with self.ctx.reads.begin() as conn:
            one = passes.by_id(conn, self.ctx.site, pass_id or self.pass_id, self.ctx.day(self.now))
        assert one
        return one

    def state(self, pass_id: str = "") -> str:
        return self.pass_(pass_id).state(self.now)

    def bonus_of(self, pass_id: str) -> str:
        """The bonus voucher that came with it."""
        with self.ctx.reads.begin() as conn:
            mine = passes.of_member(conn, self.ctx.site, self.pass_(pass_id).member_id, "")
        return next(one.pass_id for one in mine if one.parent_pass_id == pass_id)

    def difference(self) -> Difference | None:
        """What the audit finds."""
        with self.ctx.reads.begin() as conn:
            return first_difference(conn)

    def sum_of_entries(self) -> int:
        query = select(func.coalesce(func.sum(entries.c.amount), 0)).where(entries.c.pass_id == self.pass_id)
        with self.ctx.reads.begin() as conn:
            return int(conn.execute(query).scalar_one())

    def commands(self) -> list[tuple[str, dict[str, Any]]]:
        """Jobs that wait for the gateway: (job, payload), the oldest first."""
        queue: Queue = open_queue(DEVICES, self.ctx.jobs_redis)
        return [(job.func_name.rsplit(".", 1)[1], job.args[0]) for job in queue.get_jobs()]

    def event_types(self) -> list[str]:
        return [event["type"] for event in self.get("/api/events")["events"]]


def code(answer: TestResponse) -> str:
    """The stable code of a problem."""
    return str(json.loads(answer.get_data(as_text=True))["type"]).rsplit("/", 1)[1]
