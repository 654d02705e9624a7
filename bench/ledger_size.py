"""One rental in a ledger with a million past ones, beside one with a thousand. `python -m bench.ledger_size`"""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from typing import TypeVar

from flask.testing import FlaskClient

from bench.figures import p50_p99, row
from bench.past import TOPS, TOWELS, fill
from services.rental_api import assembly
from services.rental_api.app import create_app
from services.rental_api.context import Context
from services.rental_api.ledger import rentals
from services.rental_api.ledger.audit import first_difference
from services.rental_api.ledger.engine import checkpoint
from services.rental_api.migrate import migrate
from services.rental_api.rentals.expiry import lapse
from services.rental_api.rentals.place import Order, place
from services.rental_api.rentals.reports import take_report
from services.rental_api.worker import keep_rentals
from shared import device_state
from shared.jobs.ledger import DeviceEvent
from tests.support.servers import RedisServer, settings_for

SMALL, LARGE = 1_000, 1_000_000
RUNS = 1_000
"""Of fewer the 99th percentile is that of four or five, which is the machine's and not the ledger's."""
WARM_UP = 30
WRITE_BACK = 25
"""Every so many, what the worker does every 5 s."""
ACTIVE = 20
"""So few members rent that each soon has a whole page of rentals in both ledgers."""
WANTED = 1.2
SILENT = "FBOX-000000000003"
"""A device with no event of its own in the log."""
T = TypeVar("T")
Act = Callable[[Context, int], float]
_numbers = count()


def run() -> list[str]:
    """The lines to print."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as after:
        redis = RedisServer(Path(folder) / "redis")
        after.callback(redis.stop)
        redis.start()
        took, ledgers = _timed(
            lambda: {n: after.enter_context(_ledger(Path(folder), redis, n)) for n in (SMALL, LARGE)}
        )
        lines = [line for name, act in ACTS.items() for line in _compare(ledgers, name, act)]
        return [*lines, _audit(ledgers[LARGE]), f"{'making both ledgers':<52} {took:6.1f} s"]


@contextmanager
def _ledger(folder: Path, redis: RedisServer, size: int) -> Iterator[Context]:
    """With so many past rentals, and two dispensers online; each ledger has a Redis database of its own."""
    url = redis.url.removesuffix("0") + str(len(str(size)))
    ctx = assembly.context(settings_for(folder / str(size), redis_url=url))
    migrate(ctx.engine)
    for uuid, category in ((TOWELS, "towel"), (TOPS, "top")):
        _boot(ctx, uuid, category)
    ctx.redis.sadd(ctx.keys.devices, SILENT)
    ctx.redis.hset(ctx.keys.device(SILENT), "stock", 0)
    fill(ctx.engine, ctx.site, size)
    yield ctx
    ctx.engine.dispose()


def _boot(ctx: Context, uuid: str, category: str) -> None:
    state = {"stock": 30, "category": category, "command_mark": 0, "evidence": "e1"}
    ctx.redis.sadd(ctx.keys.devices, uuid)
    ctx.redis.hset(ctx.keys.device(uuid), mapping=device_state.encode(state))
    ctx.redis.set(ctx.keys.online(uuid), "1")
    _report(ctx, uuid, "boot_complete", category=category)


def _report(ctx: Context, uuid: str, event: str, **data: str) -> None:
    take_report(ctx, DeviceEvent(uuid, event, ctx.clock(), f"message {next(_numbers)}", data))


def _rent(ctx: Context, number: int) -> float:
    """Seconds of a towel and a top from the order to the second report, as the product's processes spend them."""
    order = Order(_member(number), {"P-TOWEL": 1, "P-TOP": 1}, None, None, f"bench-{number}", "digest")
    took, rental_id = _timed(lambda: place(ctx, order))
    with ctx.reads.begin() as conn:
        items = rentals.items_of(conn, rental_id)
    for item in items:
        report = partial(_report, ctx, item.device_uuid, "dispense_complete", commandId=item.item_id)
        took += _timed(report)[0]
    return took


def _ask(path: str) -> Act:
    """GET through the WSGI application, without a socket."""
    clients: dict[int, FlaskClient] = {}

    def act(ctx: Context, number: int) -> float:
        client = clients.setdefault(id(ctx), create_app(ctx).test_client())
        token = {"Authorization": f"Bearer {ctx.settings.api_token.get_secret_value()}"}
        took, answer = _timed(lambda: client.get(path.format(member=_member(number)), headers=token))
        assert answer.status_code == 200, answer.text
        return took

    return act


def _tick(ctx: Context, _: int) -> float:
    return _timed(lambda: (keep_rentals(ctx), lapse(ctx)))[0]


ACTS: dict[str, Act] = {
    "rental of two garments": _rent,
    "the worker's ticks": _tick,
    "GET products": _ask("/api/products"),
    "GET a member's passes": _ask("/api/members/{member}/passes"),
    "GET a member's rentals": _ask("/api/members/{member}/rentals"),
    "GET a device": _ask(f"/api/devices/{SILENT}"),
    "GET events": _ask("/api/events?after=2000"),
}


def _compare(ledgers: dict[int, Context], name: str, act: Act) -> list[str]:
    """The two in turn, so that a busy moment of the machine strikes both."""
    took: dict[int, list[float]] = {size: [] for size in ledgers}
    for number in range(RUNS + WARM_UP):
        for size, ctx in ledgers.items():
            took[size].append(act(ctx, number))
            if number % WRITE_BACK == 0:
                checkpoint(ctx.engine)
    rows = [row(f"{name}, {size:,} past rentals", times[WARM_UP:]) for size, times in took.items()]
    small, large = (p50_p99(times[WARM_UP:]) for times in took.values())
    wanted = f"   (wanted at most {WANTED:.2f})" if act is _rent else ""
    return [
        *rows,
        f"{'large / small, p50 and p99':<52} {large[0] / small[0]:6.2f} {large[1] / small[1]:6.2f}{wanted}",
    ]


def _audit(ctx: Context) -> str:
    with ctx.reads.begin() as conn:
        took, difference = _timed(lambda: first_difference(conn))
    assert difference is None, difference
    return f"{'the audit of all of it':<52} {took:6.1f} s"


def _member(number: int) -> str:
    return f"M{number % ACTIVE:03}"


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    begun = time.perf_counter()
    result = work()
    return time.perf_counter() - begun, result


if __name__ == "__main__":
    print("\n".join(run()))
