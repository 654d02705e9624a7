"""Wi-Fi: what a dispenser and a reader have in common of their hardware."""

import asyncio

import network

WIFI_SECONDS = 15
RECONNECTS = 2
WRONG_PASSWORD = "wrong password"
NO_SUCH_WIFI = "no such network"
NO_ANSWER = "no answer"
TROUBLES = {
    network.STAT_WRONG_PASSWORD: WRONG_PASSWORD,
    network.STAT_HANDSHAKE_TIMEOUT: WRONG_PASSWORD,  # how most access points let a wrong password show
    network.STAT_NO_AP_FOUND: NO_SUCH_WIFI,
}


class Radio:
    """Wi-Fi as a station. `joined` counts how often it had to be joined; `trouble` is why it is not, for a person."""

    def __init__(self, ssid, password):
        self._ssid, self._password = ssid, password
        self.joined, self.trouble = 0, ""
        self._wlan = network.WLAN(network.WLAN.IF_STA)
        self._wlan.active(True)
        self._wlan.config(pm=network.WLAN.PM_NONE)  # modem sleep would add up to 100 ms to every command
        self._wlan.config(reconnects=RECONNECTS)  # without an end, `status` would never tell why there is none

    @property
    def mac(self):
        """12 upper-case hex digits."""
        return self._wlan.config("mac").hex().upper()

    @property
    def ip(self):
        return self._wlan.ifconfig()[0]

    @property
    def name_server(self):
        return self._wlan.ifconfig()[3]

    @property
    def rssi(self):
        """dBm"""
        return self._wlan.status("rssi")

    async def connect(self):
        """Returns once associated; raises OSError where that does not happen in time."""
        if self._wlan.isconnected():
            self.trouble = ""
            return
        print("joining Wi-Fi")
        self._wlan.disconnect()
        self._wlan.connect(self._ssid, self._password)
        for _ in range(WIFI_SECONDS * 10):
            if self._wlan.isconnected():
                self.joined, self.trouble = self.joined + 1, ""
                return
            self._note(TROUBLES.get(self._wlan.status(), self.trouble))
            await asyncio.sleep_ms(100)
        self._note(self.trouble or NO_ANSWER)
        raise OSError("no Wi-Fi")

    def _note(self, trouble):
        if trouble != self.trouble:
            print("Wi-Fi:", trouble)
        self.trouble = trouble
