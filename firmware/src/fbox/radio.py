"""Wi-Fi: what a dispenser and a reader have in common of their hardware."""

import asyncio

import network

WIFI_SECONDS = 15


class Radio:
    """Wi-Fi as a station. `joined` counts how often it had to be joined."""

    def __init__(self, ssid, password):
        self._ssid, self._password = ssid, password
        self.joined = 0
        self._wlan = network.WLAN(network.WLAN.IF_STA)
        self._wlan.active(True)
        self._wlan.config(pm=network.WLAN.PM_NONE)  # modem sleep would add up to 100 ms to every command

    @property
    def mac(self):
        """12 upper-case hex digits."""
        return self._wlan.config("mac").hex().upper()

    @property
    def ip(self):
        return self._wlan.ifconfig()[0]

    @property
    def rssi(self):
        """dBm"""
        return self._wlan.status("rssi")

    async def connect(self):
        """Returns once associated; raises OSError where that does not happen in time."""
        if self._wlan.isconnected():
            return
        print("joining Wi-Fi")
        self._wlan.disconnect()
        self._wlan.connect(self._ssid, self._password)
        for _ in range(WIFI_SECONDS * 10):
            if self._wlan.isconnected():
                self.joined += 1
                return
            await asyncio.sleep_ms(100)
        raise OSError("no Wi-Fi")
