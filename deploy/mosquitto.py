"""Mosquitto's files: its configuration, the gateway's password, and the fence around the dispensers."""

import importlib
import os
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote

from deploy import files
from deploy.home import CannotStartError, Home
from shared.config import Settings

DEVICES = "fbox-device"
"""The user of dispensers where FBOX_DEVICE_PASSWORD is set."""
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - compared with, not bound to
LARGEST_MESSAGE = 8192
"""Bytes. The protocol ends at 512; what is longer still reaches the gateway, to be counted there."""
SERVER, SERVER_KEY = "server.pem", "server.key"
"""What deploy.certificates makes, which is loaded only where it is wanted: that takes longer than all the rest."""


def write(home: Home, settings: Settings) -> None:
    """Raises CannotStartError when the gateway's user is not in FBOX_MQTT_URL: anonymous, it may do nothing."""
    if not settings.mqtt.username or not settings.mqtt.password:
        raise CannotStartError(
            "FBOX_MQTT_URL: needs a user and a password, as in mqtt://fbox-gateway:…@127.0.0.1:1883"
        )
    files.write(home.mosquitto / "mosquitto.conf", config(home, settings, as_root=os.geteuid() == 0))
    files.write(home.mosquitto / "acl", acl(_user(settings)))
    if settings.broker_tls:
        importlib.import_module("deploy.certificates").ensure(home.mosquitto, settings.broker_tls[0])
    _write_passwords(home, settings)


def config(home: Home, settings: Settings, *, as_root: bool) -> str:
    """Field firmware has no user name, so anonymous clients are let in; the ACL fences them in by client id."""
    folder = home.mosquitto
    lines = [
        "per_listener_settings true",
        *(line for address in addresses(settings) for line in _plain(settings, folder, address)),
        *_tls(settings, folder),
        "persistence true",
        f"persistence_location {folder}/",
        "autosave_interval 60",
        "persistent_client_expiration 60d",
        "max_queued_messages 0",
        "max_queued_bytes 0",
        "max_inflight_messages 1000",
        "set_tcp_nodelay true",
        f"message_size_limit {LARGEST_MESSAGE}",
        "log_dest stdout",
        "log_timestamp_format %Y-%m-%dT%H:%M:%S",
        "log_type error",
        "log_type warning",
        "log_type notice",
    ]
    if as_root:  # or it would become a user who cannot read this home
        lines.append("user root")
    return "\n".join(lines) + "\n"


def _plain(settings: Settings, folder: Path, address: str) -> list[str]:
    return [f"listener {settings.mqtt.port} {address}", "allow_anonymous true", *_fence(folder)]


def _tls(settings: Settings, folder: Path) -> list[str]:
    """For dispensers alone, on every address of this machine: who sets FBOX_MQTT_TLS means the network."""
    if settings.broker_tls is None:
        return []
    return [
        f"listener {settings.broker_tls[1]}",
        f"certfile {folder}/{SERVER}",
        f"keyfile {folder}/{SERVER_KEY}",
        f"allow_anonymous {'false' if settings.device_password else 'true'}",
        *_fence(folder),
    ]


def _fence(folder: Path) -> list[str]:
    return [f"password_file {folder}/passwd", f"acl_file {folder}/acl"]


def addresses(settings: Settings) -> list[str]:
    """Where it listens: at FBOX_MQTT_BIND, and where the gateway looks for it."""
    bind, gateway = settings.mqtt_bind, settings.mqtt.hostname or ""
    return [bind] if bind in (*EVERYWHERE, gateway) else [bind, gateway]


def dispensers_addresses(settings: Settings) -> list[str]:
    """Where dispensers reach this machine: also for what else is meant for them."""
    return ["0.0.0.0"] if settings.broker_tls else [settings.mqtt_bind]  # noqa: S104 - as the TLS listener


def acl(gateway: str) -> str:
    """A dispenser writes its own status and reads its own commands; its client id is its uuid."""
    return (
        f"pattern write fbox/%c/status\npattern read fbox/%c/cmd\n\nuser {gateway}\n"
        "topic readwrite fbox/#\ntopic read $SYS/#\n"
    )


def program(name: str) -> str:
    """Debian keeps servers in /usr/sbin, which is on root's path only."""
    found = shutil.which(name, path=os.environ.get("PATH", os.defpath) + ":/usr/sbin:/sbin")
    return found or name


def _user(settings: Settings) -> str:
    return unquote(settings.mqtt.username or "")


def _write_passwords(home: Home, settings: Settings) -> None:
    """Hashed in place: on a command line every user of the machine could read them."""
    draft = home.mosquitto / "passwd.plain"
    lines = [f"{_user(settings)}:{unquote(settings.mqtt.password or '')}\n"]
    if settings.device_password:
        lines.append(f"{DEVICES}:{settings.device_password.get_secret_value()}\n")
    files.write(draft, "".join(lines))
    subprocess.run([program("mosquitto_passwd"), "-U", str(draft)], check=True)  # noqa: S603 - a fixed command
    draft.chmod(files.OURS_ALONE)
    draft.replace(home.mosquitto / "passwd")
