"""gspread's client with time limits and another host where one is wanted; every failure becomes a WorkbookError."""

from typing import Any

from google.auth.exceptions import GoogleAuthError, RefreshError
from gspread.http_client import HTTPClient
from requests import Response, Session
from requests.exceptions import ConnectTimeout

from services.sheets_sync.google.address import moved_to
from services.sheets_sync.google.faults import refusal
from services.sheets_sync.google.session import Credentials
from services.sheets_sync.workbook import WorkbookError

TIMEOUT = (5.0, 30.0)
"""Seconds to connect, and to wait for the next piece of an answer."""


class Access(HTTPClient):
    """`origin` stands in for all of Google's hosts, where it is given."""

    def __init__(self, credentials: Credentials, session: Session, origin: str | None) -> None:
        super().__init__(credentials, session)
        self.set_timeout(TIMEOUT)
        self._origin = origin
        self._email = str(credentials.service_account_email)

    def request(
        self,
        method: str,
        endpoint: str,
        params: Any = None,  # noqa: ANN401 - as requests has them
        data: Any = None,  # noqa: ANN401
        json: Any = None,  # noqa: ANN401
        files: Any = None,  # noqa: ANN401
        headers: Any = None,  # noqa: ANN401
    ) -> Response:
        """Raises WorkbookError. Not built on gspread's own: that cannot read every answer that is no success."""
        writing = method.lower() != "get"
        more = {"params": params, "data": data, "json": json, "files": files, "headers": headers}
        answer = self._ask(writing, method=method, url=moved_to(self._origin, endpoint), **more)
        if not answer.ok:
            wait = answer.headers.get("Retry-After", "")
            raise refusal(answer.status_code, _json(answer), wait, self._email, writing=writing)
        return answer

    def _ask(self, writing: bool, **asked: Any) -> Response:  # noqa: ANN401
        try:
            return self.session.request(**asked, timeout=self.timeout)
        except RefreshError as error:
            raise WorkbookError(_not_let_in(error)) from None
        except GoogleAuthError:
            raise WorkbookError("Google's sign-in cannot be reached") from None
        except OSError as error:  # all of requests' are
            doubtful = writing and not isinstance(error, ConnectTimeout)
            raise WorkbookError(f"Google cannot be reached ({type(error).__name__})", doubtful=doubtful) from None


def _not_let_in(error: RefreshError) -> str:
    if error.retryable:
        return "Google's sign-in does not answer as it should"
    return "Google does not let F-BOX in: is the key still valid, and the clock of this computer right?"


def _json(answer: Response) -> object:
    try:
        made: object = answer.json()
    except ValueError:
        return None
    return made
