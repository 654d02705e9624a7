"""The version of the firmware that is offered to the dispensers, laid into the stack's home by `make release`."""

import json
import socket
from dataclasses import dataclass
from pathlib import Path

OFFER = "offer.json"
ANY_PORT = 9


@dataclass(frozen=True)
class Offer:
    """`sha256`: of the manifest, in hex."""

    version: str
    sha256: str


def folder(home: Path) -> Path:
    """What the dispensers fetch from."""
    return home / "firmware"


def read(home: Path) -> Offer | None:
    """None where none is offered, or where its file is no offer."""
    try:
        told = json.loads((folder(home) / OFFER).read_bytes())
        return Offer(str(told["version"]), str(told["sha256"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def url(offer: Offer, device_ip: str, port: int) -> str | None:
    """Where that dispenser finds it: this machine's address on the way to it, None where there is no way.

    Nothing is sent for it.
    """
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect((device_ip, ANY_PORT))
            return f"http://{probe.getsockname()[0]}:{port}/{offer.version}/manifest"
    except (OSError, ValueError):
        return None
