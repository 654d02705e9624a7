"""Signing in to Google, and the session whose every request is counted."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from google.auth.exceptions import GoogleAuthError
from google.auth.transport.requests import AuthorizedSession, Request
from google.oauth2 import service_account
from requests import PreparedRequest, Response, Session
from requests.adapters import HTTPAdapter

from services.sheets_sync.google.budget import CallBudget
from shared.config import SettingsError

SCOPES = ("https://www.googleapis.com/auth/spreadsheets", "https://www.googleapis.com/auth/drive.metadata.readonly")


class Credentials(service_account.Credentials):
    """A service account's. They go to the two APIs and to where tokens are got, nowhere else: by default they would
    ask a third host, in a thread of their own, in which regions they are good."""

    def _is_regional_access_boundary_lookup_required(self) -> bool:
        return False


def credentials_from(file: Path) -> Credentials:
    """Raises SettingsError where it is not a service account's key."""
    try:
        made: Credentials = Credentials.from_service_account_file(str(file), scopes=SCOPES)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TypeError, AttributeError, GoogleAuthError):
        raise SettingsError("FBOX_GOOGLE_CREDENTIALS: not the key file (JSON) of a service account") from None
    return made


def nobody(_status: str) -> None:
    return None


def open_session(
    credentials: Credentials, budget: CallBudget, *, proxied: bool, answered: Callable[[str], None] = nobody
) -> Session:
    """`proxied`: through the proxy that the environment names, if it does. Getting a token is not counted.

    `answered` hears of each call: the answer's status, or `none`.
    """
    logging.getLogger("google").setLevel(logging.WARNING)  # at debug it tells every cell that comes or goes
    signing_in = Session()
    session: Session = AuthorizedSession(credentials, auth_request=Request(signing_in))  # type: ignore[no-untyped-call]
    session.trust_env = signing_in.trust_env = proxied
    for prefix in ("https://", "http://"):
        session.mount(prefix, _Counted(budget, answered))
    return session


class _Counted(HTTPAdapter):
    """Counts what really leaves: what is asked again after signing in anew, too."""

    def __init__(self, budget: CallBudget, answered: Callable[[str], None]) -> None:
        super().__init__()
        self._budget = budget
        self._answered = answered

    def send(self, request: PreparedRequest, *args: Any, **kwargs: Any) -> Response:  # noqa: ANN401 - as it was given
        self._budget.take()
        status = "none"
        try:
            answer = super().send(request, *args, **kwargs)
            status = str(answer.status_code)
            return answer
        finally:
            self._answered(status)
