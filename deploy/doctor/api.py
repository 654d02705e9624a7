"""rental_api: whether it answers, has its ledger, and takes this stack's token."""

from collections.abc import Mapping
from dataclasses import dataclass

import httpx

from deploy.doctor.finding import Finding, Said, broken, ok, unknown
from deploy.doctor.sources import Sources

NAME = "api"
FAULT = "api_down"
ASKED = ("/healthz", "/readyz", "/api/products")


@dataclass(frozen=True)
class Answer:
    """`status` is HTTP's; `lacks` what the API says it is without."""

    status: int
    lacks: str = ""


def check(sources: Sources, redis_is_up: bool) -> Finding:
    answers = {path: _ask(sources, path) for path in ASKED}
    return judge(f"{sources.settings.api.hostname}:{sources.settings.api.port}", answers, redis_is_up)


def judge(address: str, answers: Mapping[str, Answer | None], redis_is_up: bool) -> Finding:
    """An answer is None where none came."""
    alive, ready, products = (answers[path] for path in ASKED)
    if alive is None or alive.status != httpx.codes.OK:
        return broken(NAME, FAULT, Said("api.down", address=address))
    if ready is None or ready.status != httpx.codes.OK:
        if not redis_is_up:
            return unknown(NAME, Said("api.without_redis", address=address))
        return broken(NAME, FAULT, Said("api.not_ready", address=address, lacks=ready.lacks if ready else "-"))
    if products is None or products.status != httpx.codes.OK:
        status = products.status if products else "-"
        key = "api.token" if status == httpx.codes.UNAUTHORIZED else "api.products"
        return broken(NAME, FAULT, Said(key, address=address, status=status))
    return ok(NAME, Said("api.up", address=address))


def _ask(sources: Sources, path: str) -> Answer | None:
    token = {"Authorization": f"Bearer {sources.settings.api_token.get_secret_value()}"}
    try:
        answer = sources.http.get(sources.settings.api_url + path, headers=token)
    except httpx.HTTPError:
        return None
    return Answer(answer.status_code, "" if answer.is_success else _lacks(answer))


def _lacks(answer: httpx.Response) -> str:
    try:
        told = answer.json()
    except ValueError:
        return ""
    return str(told.get("detail", "")) if isinstance(told, dict) else ""
