"""MQTT topic names, `fbox/{uuid}/cmd` and `fbox/{uuid}/status` (docs/protocol.md)."""

import re

UUID_PATTERN = re.compile(r"FBOX-[0-9A-F]{12}")
ALL_STATUS = "fbox/+/status"


def command_topic(uuid: str) -> str:
    return f"fbox/{uuid}/cmd"


def status_topic(uuid: str) -> str:
    return f"fbox/{uuid}/status"


def uuid_of(topic: str) -> str | None:
    """The device a status topic belongs to, None where its name is not `FBOX-` and 12 hex digits."""
    parts = topic.split("/")
    if len(parts) == 3 and UUID_PATTERN.fullmatch(parts[1]):
        return parts[1]
    return None
