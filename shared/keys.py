"""The names of everything in Redis that is not RQ's. The site is in every key from the start."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Keys:
    """Key names for one site, such as `fbox:gym-1:online:FBOX-004B1238C424`."""

    site: str

    def _key(self, *parts: str) -> str:
        return ":".join(("fbox", self.site, *parts))

    @property
    def devices(self) -> str:
        """Set of the uuids of every device ever heard."""
        return self._key("devices")

    def device(self, uuid: str) -> str:
        """Hash: what the device last said (shared/device_state.py)."""
        return self._key("device", uuid)

    def online(self, uuid: str) -> str:
        """Exists while the device is online; its TTL is three of the device's heartbeats."""
        return self._key("online", uuid)

    def nfc(self, uuid: str) -> str:
        """What the NFC reader read last; gone some seconds later."""
        return self._key("nfc", uuid)

    @property
    def kiosks(self) -> str:
        """Sorted set: the kiosks that showed a screen, by when they last did (UTC ms)."""
        return self._key("kiosks")

    @property
    def lease(self) -> str:
        """Held by the one gateway that may connect to the broker."""
        return self._key("gateway", "lease")

    def sent(self, command_id: str) -> str:
        """Exists once an id-less DISPENSE has gone out: it must never go out again."""
        return self._key("sent", command_id)

    def asked(self, uuid: str) -> str:
        """Exists while a device the ledger does not know need not be asked again who it is."""
        return self._key("asked", uuid)

    @property
    def counters(self) -> str:
        """Hash of the gateway's counters, a field a kind of message."""
        return self._key("gateway", "counters")

    @property
    def refused(self) -> str:
        """List, newest first and capped: messages the gateway could not use, with the reason."""
        return self._key("gateway", "refused")

    @property
    def changes(self) -> str:
        """Channel: something a screen may want to show again (shared/changes.py)."""
        return self._key("changes")

    @property
    def workbook(self) -> str:
        """Hash: how the owner's workbook is doing (services/sheets_sync/health.py)."""
        return self._key("workbook")

    @property
    def troubles(self) -> str:
        """Hash: what is wrong with a tab of the owner's workbook, in words for him, by the tab's name."""
        return self._key("workbook", "troubles")

    @property
    def workbook_audit(self) -> str:
        """Hash: what the last audit of the workbook found (services/rental_api/workbook_audit/result.py)."""
        return self._key("workbook", "audit")

    @property
    def alerts(self) -> str:
        """Hash: the alerts that last, since when, and whether the webhook was told (rental_api/alerts/memory.py)."""
        return self._key("alerts")

    def audit_parts(self, run: str) -> str:
        """Hash: what an audit of the workbook has found so far, part by part. Gone some hours after the last."""
        return self._key("workbook", "audit", run)

    def member_pins(self, member_id: str) -> str:
        """Hash: wrong PINs given for the member (services/rental_api/limits.py). Deleted, he may try at once."""
        return self._key("pins", "member", member_id)

    def kiosk_pins(self, kiosk: str) -> str:
        """Hash: wrong PINs given at the kiosk, for whomever."""
        return self._key("pins", "kiosk", kiosk)

    def kiosk_lookups(self, kiosk: str) -> str:
        """Hash: lookups at the kiosk that found no member."""
        return self._key("lookups", "kiosk", kiosk)

    def logins(self, address: str) -> str:
        """Counter of an address's tries at the operator's password."""
        return self._key("logins", address)
