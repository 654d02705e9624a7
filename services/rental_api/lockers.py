"""The gym's locker-key machine: whose key it is, and of which locker (docs/protocol.md)."""

from dataclasses import dataclass

import httpx
import structlog
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from services.rental_api.authorities import authorities
from services.rental_api.problems import Problem

TIMEOUT_SECONDS = 2.0
log = structlog.get_logger()


class _Answer(BaseModel):
    """Somebody else's machine: fields we do not know are let be, numbers are taken for text."""

    model_config = ConfigDict(coerce_numbers_to_str=True)

    member_id: str = Field(max_length=40)
    locker_number: str | None = Field(default=None, max_length=20)


@dataclass(frozen=True)
class Key:
    """Whose it is, by the id he has in the ledger as well, and of which locker."""

    member_id: str
    locker_number: str | None


def whose(url: str | None, uid: str) -> Key | None:
    """None where the machine knows no such key, or the gym has no such machine.

    Raises `/locker-unavailable` where it does not answer in two seconds, or says what cannot be understood.
    """
    if url is None:
        return None
    try:
        address = f"{url.rstrip('/')}/api/member/by-nfc/{uid}"
        answer = httpx.get(address, timeout=TIMEOUT_SECONDS, verify=authorities())
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise _unavailable(type(error).__name__) from None
    if answer.status_code == httpx.codes.NOT_FOUND:
        return None
    if not answer.is_success:
        raise _unavailable(str(answer.status_code))
    return _read(answer)


def _read(answer: httpx.Response) -> Key:
    try:
        told = _Answer.model_validate_json(answer.content)
    except ValidationError:
        raise _unavailable("not understood") from None
    return Key(told.member_id, told.locker_number)


def _unavailable(why: str) -> Problem:
    log.warning("no answer from the locker machine", reason=why)
    return Problem("locker-unavailable", "Please type the phone number instead.")
