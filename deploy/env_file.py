"""fbox.env: the secrets of a stack and the settings that it was first set up with."""

import secrets
from collections.abc import Mapping
from urllib.parse import urlsplit

from dotenv import dotenv_values

from deploy import files
from deploy.home import Home
from shared.config import ENV_FILE, PREFIX, Settings

HEADER = "# Settings and secrets of this stack; what the environment says wins over it. Made once, yours to edit.\n"
GATEWAY = "fbox-gateway"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
TYPEABLE = "abcdefghijkmnpqrstuvwxyz23456789"
"""Letters that nobody takes for another one: the operator types the password."""


def fresh(home: Home, environ: Mapping[str, str]) -> dict[str, str]:
    """A new file's content: new secrets, and whatever FBOX_… variables the environment has."""
    values = _new_secrets() | _given(environ) | {"FBOX_HOME": str(home.path)}
    url = values.get("FBOX_MQTT_URL") or str(Settings.model_fields["mqtt_url"].default)
    return values | {"FBOX_MQTT_URL": _with_user(url, f"{GATEWAY}:{secrets.token_urlsafe(24)}")}


def write(home: Home, values: Mapping[str, str]) -> None:
    files.write(home.env_file, HEADER + "".join(f"{name}={_quoted(value)}\n" for name, value in values.items()))


def environment(home: Home, environ: Mapping[str, str]) -> dict[str, str]:
    """The environment for every process of the stack: the given one, led to the file.

    A broker's address from the environment has no password; it gets the one in the file.
    """
    combined = {**environ, ENV_FILE: str(home.env_file), "FBOX_HOME": str(home.path)}
    if given := combined.get("FBOX_MQTT_URL"):
        kept = urlsplit(dotenv_values(home.env_file, interpolate=False).get("FBOX_MQTT_URL") or "")
        combined["FBOX_MQTT_URL"] = _with_user(given, kept.netloc.rpartition("@")[0])
    return combined


def is_ours(host: str | None) -> bool:
    """Whether a server at this host is one that the stack itself starts."""
    return host in LOOPBACK


def _new_secrets() -> dict[str, str]:
    return {
        "FBOX_API_TOKEN": secrets.token_urlsafe(32),
        "FBOX_KIOSK_SECRET": secrets.token_urlsafe(32),
        "FBOX_OPERATOR_PASSWORD": "".join(secrets.choice(TYPEABLE) for _ in range(14)),
    }


def _given(environ: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environ.items() if name.startswith(PREFIX) and name != ENV_FILE and value}


def _with_user(url: str, credentials: str) -> str:
    parts = urlsplit(url)
    if parts.username or not credentials or not is_ours(parts.hostname):
        return url
    return parts._replace(netloc=f"{credentials}@{parts.netloc}").geturl()


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
