"""Service accounts: a generated key, the credentials file, and the exchange of a signed JWT for an access token."""

import base64
import binascii
import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
EMAIL = "fbox-sync@fbox-tests.iam.gserviceaccount.com"
AUDIENCE = "https://oauth2.googleapis.com/token"
"""Whom google-auth addresses, whatever the file's token_uri."""
LIFE = 3600
SCOPE = "https://www.googleapis.com/auth/"


@cache
def key(name: str) -> rsa.RSAPrivateKey:
    """One for each name, made once in a process. Half as long as Google's: each start of ours proves its primes."""
    return rsa.generate_private_key(public_exponent=65537, key_size=1024)


def write_credentials(path: Path, token_uri: str, *, key_name: str = "account", email: str = EMAIL) -> Path:
    """The file that Google's console gives out."""
    pem = key(key_name).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    account = {
        "type": "service_account",
        "project_id": "fbox-tests",
        "private_key_id": f"{key_name}-1",
        "private_key": pem.decode(),
        "client_email": email,
        "client_id": "100000000000000000001",
        "token_uri": token_uri,
        "universe_domain": "googleapis.com",
    }
    path.write_text(json.dumps(account, indent=2), encoding="utf-8")
    return path


class RefusedError(Exception):
    """No token for this: the kind of error and what is wrong."""


class Tokens:
    """Gives access tokens out and knows them again.

    `seconds` is how long one is good for by `clock` (ms); None, until `expire`. The signed request itself is judged
    by `now` (s): it is made by the machine's clock, while the other one may be simulated.
    """

    def __init__(self, token_uri: str, clock: Callable[[], int], now: Callable[[], float]) -> None:
        self._token_uri, self._clock, self._now = token_uri, clock, now
        self._given: dict[str, tuple[int, frozenset[str]]] = {}
        self.seconds: float | None = None
        self.count = 0

    def expire(self) -> None:
        """All that were given out are worth nothing now."""
        self._given.clear()

    def exchange(self, form: Mapping[str, Sequence[str]]) -> dict[str, Any]:
        """Raises RefusedError."""
        if form.get("grant_type") != [GRANT]:
            raise RefusedError("unsupported_grant_type", "Invalid grant_type")
        claims = self._verified(form.get("assertion", [""])[0])
        self.count += 1
        token = f"ya29.{self.count:06d}"
        self._given[token] = (self._clock(), frozenset(str(claims.get("scope", "")).split()))
        return {"access_token": token, "expires_in": int(self.seconds or LIFE), "token_type": "Bearer"}

    def scopes(self, authorization: str) -> frozenset[str] | None:
        """What the bearer may do; None for a header that is worth nothing."""
        given = self._given.get(authorization.removeprefix("Bearer "))
        if not given or not authorization.startswith("Bearer "):
            return None
        at, scopes = given
        expired = self.seconds is not None and self._clock() - at >= self.seconds * 1000
        return None if expired else frozenset(scope.removeprefix(SCOPE) for scope in scopes)

    def _verified(self, assertion: str) -> dict[str, Any]:
        try:
            signed, _, signature = assertion.rpartition(".")
            key("account").public_key().verify(
                _decoded(signature), signed.encode(), padding.PKCS1v15(), hashes.SHA256()
            )
            head, claims = (json.loads(_decoded(part)) for part in signed.split("."))
        except (InvalidSignature, ValueError, binascii.Error):
            raise RefusedError("invalid_grant", "Invalid JWT Signature.") from None
        if head.get("alg") != "RS256" or claims.get("iss") != EMAIL:
            raise RefusedError("invalid_grant", "Invalid grant: account not found")
        if claims.get("aud") not in {self._token_uri, AUDIENCE}:
            raise RefusedError("invalid_grant", "Invalid JWT: wrong audience.")
        if not claims.get("iat", 0) - 300 <= self._now() <= claims.get("exp", 0):
            raise RefusedError("invalid_grant", "Invalid JWT: Token must be a short-lived token (60 minutes).")
        return claims  # type: ignore[no-any-return]


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
