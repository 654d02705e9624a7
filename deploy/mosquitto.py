"""Mosquitto's files: its configuration, the gateway's password, and the fence around the dispensers."""

import os
import shutil
import subprocess
from urllib.parse import unquote

from deploy import files
from deploy.home import CannotStartError, Home
from shared.config import Settings

EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - compared with, not bound to
LARGEST_MESSAGE = 8192
"""Bytes. The protocol ends at 512; what is longer still reaches the gateway, to be counted there."""


def write(home: Home, settings: Settings) -> None:
    """Raises CannotStartError when the gateway's user is not in FBOX_MQTT_URL: anonymous, it may do nothing."""
    if not settings.mqtt.username or not settings.mqtt.password:
        raise CannotStartError(
            "FBOX_MQTT_URL: needs a user and a password, as in mqtt://fbox-gateway:…@127.0.0.1:1883"
        )
    files.write(home.mosquitto / "mosquitto.conf", config(home, settings, as_root=os.geteuid() == 0))
    files.write(home.mosquitto / "acl", acl(_user(settings)))
    _write_password(home, settings)


def config(home: Home, settings: Settings, *, as_root: bool) -> str:
    """Field firmware has no user name, so anonymous clients are let in; the ACL fences them in by client id."""
    folder = home.mosquitto
    lines = [
        *(f"listener {settings.mqtt.port} {address}" for address in addresses(settings)),
        "allow_anonymous true",
        f"password_file {folder}/passwd",
        f"acl_file {folder}/acl",
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


def addresses(settings: Settings) -> list[str]:
    """Where it listens: at FBOX_MQTT_BIND, and where the gateway looks for it."""
    bind, gateway = settings.mqtt_bind, settings.mqtt.hostname or ""
    return [bind] if bind in (*EVERYWHERE, gateway) else [bind, gateway]


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


def _write_password(home: Home, settings: Settings) -> None:
    """Hashed in place: on a command line every user of the machine could read it."""
    draft = home.mosquitto / "passwd.plain"
    files.write(draft, f"{_user(settings)}:{unquote(settings.mqtt.password or '')}\n")
    subprocess.run([program("mosquitto_passwd"), "-U", str(draft)], check=True)  # noqa: S603 - a fixed command
    draft.chmod(files.OURS_ALONE)
    draft.replace(home.mosquitto / "passwd")
