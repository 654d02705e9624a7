"""One dispenser, as several pages of the console show it."""

from flask import abort

from services.kiosk_ui.client import ApiError
from services.kiosk_ui.context import Kiosk
from services.kiosk_ui.models_console import DevicePage


def look(kiosk: Kiosk, uuid: str) -> DevicePage:
    """404 for a dispenser that was never heard."""
    try:
        return kiosk.console.device(uuid)
    except ApiError as error:
        if error.code == "device-not-found":
            abort(404)
        raise
