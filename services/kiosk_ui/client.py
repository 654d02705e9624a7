"""One question to the rental API: the token stays in here, an answer is JSON or one of two errors."""

from collections.abc import Callable, Mapping
from typing import Any

import httpx

CONNECT_SECONDS = 2.0
ANSWER_SECONDS = 5.0
# Below gunicorn's own two seconds, so that no request goes out on a connection the other side is just closing.
IDLE_CONNECTION_SECONDS = 1.0
OF_OTHERS = ("locker-unavailable",)
"""Told with a 503 although the API itself is well: the member has another way."""


class ApiError(Exception):
    """The API said no. `code` is the end of the problem's `type`, `extra` its further members."""

    def __init__(self, code: str, title: str = "", detail: str = "", extra: Mapping[str, Any] | None = None) -> None:
        super().__init__(code, title, detail)
        self.code, self.title, self.detail, self.extra = code, title, detail, dict(extra or {})

    @property
    def wait(self) -> int:
        """Seconds before another try is worth it, 0 where there is no wait."""
        return int(self.extra.get("retry_after", 0))


class ApiGone(Exception):  # noqa: N818 - a state of the world, met by waiting
    """No usable answer: what was asked may have happened or not."""


class Client:
    """What the parts of the API are asked through (services.kiosk_ui.api, services.kiosk_ui.api_console).

    `counted` hears of each call: `ok`, `refused` or `gone`.
    """

    def __init__(self, client: httpx.Client, counted: Callable[[str], None]) -> None:
        self._client = client
        self._counted = counted

    def is_well(self) -> bool:
        """Whether it answers, ledger and Redis included."""
        try:
            return self._client.get("/readyz").is_success
        except httpx.HTTPError:
            return False

    def ask(
        self, method: str, path: str, body: dict[str, Any] | None = None, headers: dict[str, str] | None = None
    ) -> Any:  # noqa: ANN401 - JSON
        """Raises ApiError where the API refuses and ApiGone where it does not answer."""
        try:
            told = self._ask(method, path, body, headers)
        except ApiGone:
            self._counted("gone")
            raise
        except ApiError:
            self._counted("refused")
            raise
        self._counted("ok")
        return told

    def _ask(self, method: str, path: str, body: dict[str, Any] | None, headers: dict[str, str] | None) -> Any:  # noqa: ANN401 - JSON
        asked = f"{method} {path.partition('?')[0]}"  # a query may be a phone number, and this is logged
        try:
            answer = self._client.request(method, path, json=body, headers=headers)
            told = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            raise ApiGone(f"{asked}: {error!r}") from error
        if answer.is_success:
            return told
        refusal = _refusal(told)
        # Our own token refused is no member's fault: an operator has to look, the page waits.
        gone = answer.status_code >= 500 or answer.status_code == httpx.codes.UNAUTHORIZED
        if gone and refusal.code not in OF_OTHERS:
            raise ApiGone(f"{asked}: {answer.status_code}")
        raise refusal


def _nobody(_outcome: str) -> None:
    return None


def open_client(
    url: str,
    token: str,
    transport: httpx.BaseTransport | None = None,
    counted: Callable[[str], None] = _nobody,
) -> Client:
    """Contacts nothing yet; no proxy of the environment may see the token."""
    client = httpx.Client(
        base_url=url,
        headers={"Authorization": f"Bearer {token}"},
        timeout=httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS),
        limits=httpx.Limits(max_connections=32, keepalive_expiry=IDLE_CONNECTION_SECONDS),
        transport=transport,
        trust_env=False,
    )
    return Client(client, counted)


def _refusal(problem: Mapping[str, Any]) -> ApiError:
    known = ("type", "title", "status", "detail")
    extra = {name: value for name, value in problem.items() if name not in known}
    code = str(problem.get("type", "")).rpartition("/")[2]
    return ApiError(code, str(problem.get("title", "")), str(problem.get("detail", "")), extra)
