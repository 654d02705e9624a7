"""Names for new rows: unguessable, short enough for a 512-byte MQTT message."""

import secrets


def new_id(prefix: str) -> str:
    """`itm_9f2c…`: the prefix and 16 hex digits."""
    return f"{prefix}_{secrets.token_hex(8)}"
