"""Simulated `network`: a Wi-Fi that is there unless the file `wifi` says `off`, and an access point on the loopback.

`air` of board.json is the network there is, as [name, password]; without it any name and password will do.
"""

import binascii

import world

AUTH_WPA2_PSK = 3
STAT_CONNECTING = 1001
STAT_NO_AP_FOUND = 201
STAT_WRONG_PASSWORD = 202
STAT_HANDSHAKE_TIMEOUT = 204


class WLAN:
    IF_STA = 0
    IF_AP = 1
    PM_NONE = 0

    def __init__(self, interface):
        self._interface = interface
        self._wanted = None
        self._mac = binascii.unhexlify(world.board()["mac"])

    def active(self, _on):
        pass

    def config(self, name=None, **settings):
        if self._interface == self.IF_AP:
            world.note_access_point(settings)
        return self._mac if name == "mac" else None

    def connect(self, ssid, password):
        self._wanted = [ssid, password]

    def disconnect(self):
        self._wanted = None

    def isconnected(self):
        return self._wanted is not None and world.wifi_is_there() and self._wanted == self._there()

    def _there(self):
        return world.board().get("air", self._wanted)

    def ifconfig(self):
        return ("127.0.0.1", "255.0.0.0", "127.0.0.1", "127.0.0.1")

    def status(self, what=None):
        """dBm for `rssi`; else why it is not joined."""
        if what:
            return -50
        if self._wanted is None or not world.wifi_is_there() or self._wanted[0] != self._there()[0]:
            return STAT_NO_AP_FOUND
        return STAT_CONNECTING if self._wanted == self._there() else STAT_WRONG_PASSWORD
