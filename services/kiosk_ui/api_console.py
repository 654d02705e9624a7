"""What the operator's console asks the rental API: one method a call."""

from collections.abc import Mapping
from typing import Any

from services.kiosk_ui.client import Client
from services.kiosk_ui.models_console import Alerts, Device, DevicePage, UnknownItem, Workbook


class ConsoleApi:
    """Each raises ApiError where the API refuses and ApiGone where it does not answer."""

    def __init__(self, client: Client) -> None:
        self._ask = client.ask

    def devices(self) -> list[Device]:
        return [Device.read(one) for one in self._ask("GET", "/api/devices")["devices"]]

    def command(self, uuid: str, command: Mapping[str, Any]) -> str:
        """Its command id, as soon as the API has taken it."""
        return str(self._ask("POST", f"/api/devices/{uuid}/commands", dict(command))["command_id"])

    def device(self, uuid: str) -> DevicePage:
        """`/device-not-found` for one that was never heard."""
        return DevicePage.read(self._ask("GET", f"/api/devices/{uuid}"))

    def alerts(self) -> Alerts:
        """The worst first."""
        return Alerts.read(self._ask("GET", "/api/alerts"))

    def unknown_items(self) -> list[UnknownItem]:
        return [UnknownItem.read(one) for one in self._ask("GET", "/api/items?state=unknown")["items"]]

    def resolve(self, item_id: str, outcome: str) -> None:
        self._ask("POST", f"/api/items/{item_id}/resolution", {"outcome": outcome})

    def workbook(self) -> Workbook:
        return Workbook.read(self._ask("GET", "/api/workbook"))

    def restore_tab(self, tab: str) -> None:
        """Only asked for: its rows follow."""
        self._ask("POST", "/api/workbook/restorations", {"tab": tab})

    def audit_workbook(self) -> None:
        """Only asked for: `workbook` has the result when it has ended."""
        self._ask("POST", "/api/workbook/audits")
