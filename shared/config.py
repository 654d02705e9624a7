"""The one place that reads the environment: typed settings, refused by name when unknown or bad."""

import difflib
import os
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

from dotenv import dotenv_values
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)

PREFIX = "FBOX_"
ENV_FILE = "FBOX_ENV_FILE"
LEDGER = re.compile(
    r"sqlite:///.+"
    r"|postgresql://([^@/?#:]+(:[^@/?#:]*)?@)?([^@/?#:]+|\[[0-9a-f:]+\])?(:\d{1,5})?/[^@/?#]+(\?[^@#]*)?"
)
"""Strict, as a stray sign of a password would be taken for a host or a port, and errors name those."""
FOLDER = re.compile(r"file:///.+")
GOOGLE = re.compile(
    r"(https://docs\.google\.com|http://(127(\.\d{1,3}){3}|localhost|\[::1\]):\d{1,5})"
    r"/spreadsheets/(u/\d+/)?d/[A-Za-z0-9_-]+([/?#].*)?"
)
"""On this machine, something that stands in for Google: nothing of it goes over a network without https."""

LISTENERS = ("device_gateway", "rental_worker", "sheets_sync")
"""Processes without HTTP of their own: each has a port for its metrics, one above the other."""

MOST_PORTS = 65535
WEBHOOK = re.compile(r"https?://[^\s/@?#]+(/\S*)?")


class SettingsError(Exception):
    """A setting is unknown or bad; the message names it as the operator wrote it."""


class Settings(BaseModel):
    """Every setting of every process. Times are seconds, ports are TCP."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    home: Path = Path("var")
    site: str = Field(default="gym-1", pattern=r"^[a-z0-9-]{1,32}$")
    timezone: str = "Asia/Seoul"
    log_level: str = Field(default="info", pattern=r"^(debug|info|warning|error)$")

    mqtt_url: str = "mqtt://127.0.0.1:1883"
    mqtt_bind: str = "127.0.0.1"
    mqtt_tls: str | None = Field(default=None, pattern=r"^[A-Za-z0-9.-]{1,64}:[1-9]\d{0,4}$")
    device_password: SecretStr | None = Field(default=None, min_length=8, max_length=64)
    mqtt_reconnect_min: float = Field(default=5, gt=0)
    mqtt_reconnect_max: float = Field(default=120, gt=0)
    lease_seconds: float = Field(default=6, ge=1)
    redis_url: str = "redis://127.0.0.1:6379/0"
    database_url: str = ""
    sheets_url: str = ""
    google_credentials: Path | None = Field(default=None, validate_default=True)

    api_url: str = "http://127.0.0.1:8000"
    api_token: SecretStr = Field(min_length=16)
    kiosk_port: int = Field(default=8080, ge=1, le=65535)
    kiosk_reader: str | None = Field(default=None, pattern=r"^FBOX-[0-9A-F]{12}$")
    kiosk_secret: SecretStr = Field(min_length=16)
    operator_password: SecretStr = Field(min_length=8)
    dashboard_port: int = Field(default=9181, ge=1, le=MOST_PORTS - len(LISTENERS) - 1)
    metrics_port: int | None = Field(default=None, ge=1, le=MOST_PORTS - len(LISTENERS))
    firmware_port: int | None = Field(default=None, ge=1, le=MOST_PORTS)
    locker_api_url: str | None = None
    alert_webhook: SecretStr | None = None
    dispense_timeout: float = Field(default=10, gt=0)
    demo: bool | None = None

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            raise ValueError("no such time zone") from None
        return name

    @field_validator("mqtt_url", "redis_url", "api_url")
    @classmethod
    def _has_port(cls, url: str) -> str:
        try:
            complete = urlsplit(url).hostname and urlsplit(url).port is not None
        except ValueError:  # it quotes what it took for the port: part of a password with a bare slash in it
            complete = False
        if not complete:
            raise ValueError("needs a host and a port (in a password %2F for a /, %40 for an @)")
        return url

    @field_validator("mqtt_tls")
    @classmethod
    def _tls_port(cls, address: str | None) -> str | None:
        if address is not None and int(address.rpartition(":")[2]) > MOST_PORTS:
            raise ValueError("needs HOST:PORT, as in 192.168.0.2:8883")
        return address

    @field_validator("locker_api_url")
    @classmethod
    def _is_a_machine(cls, url: str | None) -> str | None:
        if url is not None and not WEBHOOK.fullmatch(url):
            raise ValueError("needs http://HOST:PORT or https://HOST")
        return url

    @field_validator("alert_webhook")
    @classmethod
    def _can_be_posted_to(cls, url: SecretStr | None) -> SecretStr | None:
        """Its path is often a secret: never quoted."""
        if url is not None and not WEBHOOK.fullmatch(url.get_secret_value()):
            raise ValueError("needs https://HOST/… or http://HOST/…")
        return url

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, url: str) -> str:
        if not LEDGER.fullmatch(url):
            raise ValueError("needs sqlite:///FILE or postgresql://USER:PASSWORD@HOST:PORT/DATABASE (%40 for an @)")
        return url

    @field_validator("sheets_url")
    @classmethod
    def _known_workbook(cls, url: str) -> str:
        if not FOLDER.fullmatch(url) and not GOOGLE.fullmatch(url):
            raise ValueError("needs file:///FOLDER or https://docs.google.com/spreadsheets/d/ID")
        return url

    @field_validator("google_credentials")
    @classmethod
    def _key_for_google(cls, file: Path | None, info: ValidationInfo) -> Path | None:
        """Only where the workbook is Google's."""
        if GOOGLE.fullmatch(str(info.data.get("sheets_url", ""))):
            if file is None:
                raise ValueError("the key file of the service account with which the sheet is shared is missing")
            if not _is_file(file):
                raise ValueError("no such file, or none that may be read")
        return file

    @model_validator(mode="before")
    @classmethod
    def _homes(cls, values: dict[str, object]) -> dict[str, object]:
        home = Path(str(values.get("home") or "var")).absolute()
        derived = {"database_url": f"sqlite:///{home}/ledger.db", "sheets_url": f"file://{home}/sheets"}
        return derived | {name: value for name, value in values.items() if value != ""} | {"home": home}

    @property
    def mqtt(self) -> SplitResult:
        return urlsplit(self.mqtt_url)

    @property
    def broker_tls(self) -> tuple[str, int] | None:
        """The name by which dispensers reach the broker over TLS, and the port; None where they do not."""
        if self.mqtt_tls is None:
            return None
        host, _, port = self.mqtt_tls.rpartition(":")
        return host, int(port)

    @property
    def api(self) -> SplitResult:
        return urlsplit(self.api_url)

    def metrics_port_of(self, process: str) -> int:
        """Of one of LISTENERS; those above the dashboard's, where no setting says otherwise."""
        return (self.metrics_port or self.dashboard_port + 1) + LISTENERS.index(process)

    @property
    def updates_port(self) -> int:
        """Where dispensers fetch updates: above the others that follow from the dashboard's, unless it is set."""
        return self.firmware_port or self.dashboard_port + 1 + len(LISTENERS)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


def _is_file(path: Path) -> bool:
    return os.access(path, os.R_OK) and path.is_file()


def load(environ: Mapping[str, str]) -> Settings:
    """Settings from `FBOX_…` variables over the file that `FBOX_ENV_FILE` names; raises SettingsError."""
    values = {**_from_file(environ.get(ENV_FILE)), **environ}
    given = {name: value for name, value in values.items() if name.startswith(PREFIX) and name != ENV_FILE}
    _refuse_unknown(given)
    try:
        return Settings.model_validate({name[len(PREFIX) :].lower(): value for name, value in given.items()})
    except ValidationError as error:
        raise SettingsError(_explain(error)) from None


def _from_file(path: str | None) -> dict[str, str]:
    if not path:
        return {}
    if not Path(path).is_file():
        raise SettingsError(f"{ENV_FILE}: no file {path}")
    return {name: value or "" for name, value in dotenv_values(path, interpolate=False).items()}


def _refuse_unknown(given: Mapping[str, str]) -> None:
    known = [PREFIX + name.upper() for name in Settings.model_fields]
    for name in given:
        if name not in known:
            close = difflib.get_close_matches(name, known, 1)
            raise SettingsError(f"{name}: unknown setting" + (f"; did you mean {close[0]}?" if close else ""))


def _explain(error: ValidationError) -> str:
    """One clause a bad setting. Values are left out: one of them may be a secret."""
    return "; ".join(f"{PREFIX}{str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors())
