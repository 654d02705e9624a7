"""Whether a started stack can serve: each part is asked as its users ask it."""

from collections.abc import Callable
from contextlib import closing

import httpx
from redis.exceptions import RedisError

from deploy import boards
from deploy.home import Home
from shared.config import Settings
from shared.keys import Keys
from shared.redis_client import connect

LOOPBACK = "http://127.0.0.1"
CONNECTED = "broker.connected"
"""The gateway's counter of its connections."""

Check = Callable[[], bool]


def gateway_listens(settings: Settings) -> bool:
    """Whether the gateway has ever been connected to the broker, which since then keeps messages for it."""
    try:
        with closing(connect(settings.redis_url, timeout=2)) as redis:
            return bool(redis.hexists(Keys(settings.site).counters, CONNECTED))
    except RedisError:
        return False


def waiting_for(settings: Settings, home: Home, client: httpx.Client) -> list[str]:
    """The programs that do not answer yet, named as in supervisord.conf; none when all is ready."""
    checks: dict[str, Check] = {
        "rental_api": lambda: client.get(f"{settings.api_url}/readyz").is_success,
        "kiosk_ui": lambda: client.get(f"{LOOPBACK}:{settings.kiosk_port}/healthz").is_success,
        "dashboard": lambda: (
            client.get(f"{LOOPBACK}:{settings.dashboard_port}/").status_code == httpx.codes.UNAUTHORIZED
        ),
    }
    late = [name for name, check in checks.items() if not _holds(check)]
    return late or _boards_offline(settings, home, client)


def _boards_offline(settings: Settings, home: Home, client: httpx.Client) -> list[str]:
    online = _online(settings, client)
    return [f"board-{number}" for number in range(1, boards.count(home) + 1) if boards.uuid(number) not in online]


def _online(settings: Settings, client: httpx.Client) -> set[str]:
    """uuids of the dispensers whose product can be rented now."""
    token = {"Authorization": f"Bearer {settings.api_token.get_secret_value()}"}
    try:
        answer = client.get(f"{settings.api_url}/api/products", headers=token).raise_for_status()
    except httpx.HTTPError:
        return set()
    return {product["device_uuid"] for product in answer.json()["products"] if product["online"]}


def _holds(check: Check) -> bool:
    try:
        return check()
    except httpx.HTTPError:
        return False
