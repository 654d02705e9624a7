"""When a process dies: at its n-th step from now, whatever that is."""

from collections.abc import Callable
from typing import Any

from redis import Connection, ConnectionPool, Redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from requests import Response

from services.sheets_sync.google.access import Access

Blow = Callable[[str], object]


class DiedError(BaseException):
    """`who` is gone, as by kill -9. No `except Exception` of the product's lives through it."""

    def __init__(self, who: str, where: str) -> None:
        super().__init__(who, where)
        self.who, self.where = who, where


class Fuse:
    """Of one process: burns by one at every step, and strikes when it has burnt down. Unlit it never does."""

    def __init__(self, who: str) -> None:
        self.who = who
        self._left = 0
        self._blow: Blow = self.die

    def light(self, steps: int, blow: Blow | None = None) -> None:
        """`blow` is told where the process was; without one, the process dies there."""
        self._left, self._blow = steps, blow or self.die

    @property
    def is_lit(self) -> bool:
        return self._left > 0

    def put_out(self) -> None:
        self._left = 0

    def step(self, where: str) -> None:
        if self._left > 0:
            self._left -= 1
            if self._left == 0:
                self._blow(where)

    def die(self, where: str) -> None:
        raise DiedError(self.who, where)


class MortalConnection(Connection):  # type: ignore[misc]
    """To Redis; whoever uses it may die before it has asked, or when it has the answer."""

    def __init__(self, *args: Any, fuse: Fuse, **kwargs: Any) -> None:  # noqa: ANN401 - as the library has it
        super().__init__(*args, **kwargs)
        self._fuse = fuse

    def send_packed_command(self, command: Any, check_health: bool = True) -> None:  # noqa: ANN401
        self._fuse.step("before Redis")
        super().send_packed_command(command, check_health)

    def read_response(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        answer = super().read_response(*args, **kwargs)
        self._fuse.step("after Redis")
        return answer


def mortal_redis(url: str, fuse: Fuse, *, decode: bool) -> "Redis":
    """As shared.redis_client opens one."""
    pool = ConnectionPool.from_url(
        url, connection_class=MortalConnection, fuse=fuse, decode_responses=decode, retry=Retry(NoBackoff(), 0)
    )
    return Redis(connection_pool=pool)


class MortalAccess(Access):
    """Whoever calls Google may die before the call, or when it is answered."""

    def __init__(self, *args: Any, fuse: Fuse) -> None:  # noqa: ANN401
        super().__init__(*args)
        self._fuse = fuse

    def request(self, method: str, *args: Any, **kwargs: Any) -> Response:  # noqa: ANN401
        self._fuse.step(f"before a {method} to Google")
        try:
            return super().request(method, *args, **kwargs)
        finally:
            self._fuse.step(f"after a {method} to Google")
