"""Every port that a stack listens on, and whose setting it follows from."""

import errno
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from deploy import mosquitto
from deploy.env_file import is_ours
from deploy.home import CannotStartError
from shared.config import LISTENERS, Settings

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Port:
    """`unit`: Debian's own service that may hold it."""

    host: str
    number: int
    setting: str
    unit: str = ""


def needed(settings: Settings) -> list[Port]:
    """Without those of a broker or a Redis elsewhere, which the stack does not start."""
    redis = urlsplit(settings.redis_url)
    ports = []
    if is_ours(settings.mqtt.hostname):
        ports += [
            Port(host, settings.mqtt.port or 0, "FBOX_MQTT_URL", "mosquitto")
            for host in mosquitto.addresses(settings)
        ]
        if settings.broker_tls:
            ports.append(Port("0.0.0.0", settings.broker_tls[1], "FBOX_MQTT_TLS", "mosquitto"))  # noqa: S104
    if is_ours(redis.hostname):
        ports.append(Port(LOOPBACK, redis.port or 0, "FBOX_REDIS_URL", "redis-server"))
    return [
        *ports,
        Port(settings.api.hostname or "", settings.api.port or 0, "FBOX_API_URL"),
        Port(LOOPBACK, settings.kiosk_port, "FBOX_KIOSK_PORT"),
        Port(LOOPBACK, settings.dashboard_port, "FBOX_DASHBOARD_PORT"),
        *(
            Port(address, settings.updates_port, "FBOX_FIRMWARE_PORT")
            for address in mosquitto.dispensers_addresses(settings)
        ),
        *(Port(LOOPBACK, settings.metrics_port_of(one), "FBOX_METRICS_PORT") for one in LISTENERS),
    ]


def check(settings: Settings) -> None:
    """Raises CannotStartError with every port that cannot be had."""
    if found := troubles(needed(settings)):
        raise CannotStartError("\n  ".join(found))


def troubles(ports: list[Port]) -> list[str]:
    """A sentence for each port that cannot be had: somebody listens there, or two settings name the same one."""
    found = [_in_use(port) for port in ports if not _is_free(port)]
    owners: dict[tuple[str, int], str] = {}
    for port in ports:
        other = owners.setdefault((port.host, port.number), port.setting)
        if other != port.setting:
            found.append(f"port {port.number} is given twice: by {other} and by {port.setting}")
    return found


def _in_use(port: Port) -> str:
    hint = f"; if Debian's own service has it: systemctl disable --now {port.unit}" if port.unit else ""
    return f"port {port.number} ({port.setting}) is in use{hint}"


def _is_free(port: Port) -> bool:
    family = socket.AF_INET6 if ":" in port.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((port.host, port.number))
        except OSError as error:
            return error.errno != errno.EADDRINUSE
    return True
