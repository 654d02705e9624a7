"""What a stack for a test is started with."""

import os
from collections.abc import Mapping
from pathlib import Path

from tests.support.servers import free_block, free_port


def environment_for(home: Path) -> dict[str, str]:
    """This process's environment without its FBOX_… settings, led to another home and free ports."""
    return _clean(os.environ) | ports() | {"FBOX_HOME": str(home)}


def _clean(environ: Mapping[str, str]) -> dict[str, str]:
    """As the Makefile leaves it."""
    return {
        name: value
        for name, value in environ.items()
        if not name.startswith("FBOX_") and name != "PYTHONDONTWRITEBYTECODE"
    }


def ports() -> dict[str, str]:
    """The settings that keep a stack out of another's way."""
    return {
        "FBOX_MQTT_URL": f"mqtt://127.0.0.1:{free_port()}",
        "FBOX_REDIS_URL": f"redis://127.0.0.1:{free_port()}/0",
        "FBOX_API_URL": f"http://127.0.0.1:{free_port()}",
        "FBOX_KIOSK_PORT": str(free_port()),
        "FBOX_DASHBOARD_PORT": str(free_port()),
        "FBOX_METRICS_PORT": str(free_block()),
        "FBOX_FIRMWARE_PORT": str(free_port()),
        "FBOX_MQTT_RECONNECT_MIN": "0.5",
    }
