"""Simulated `network`: a Wi-Fi that is there unless the file `wifi` says `off`."""

import binascii

import world


class WLAN:
    IF_STA = 0
    PM_NONE = 0

    def __init__(self, _interface):
        self._wanted = False
        self._mac = binascii.unhexlify(world.board()["mac"])

    def active(self, _on):
        pass

    def config(self, name=None, **_settings):
        return self._mac if name == "mac" else None

    def connect(self, _ssid, _password):
        self._wanted = True

    def disconnect(self):
        self._wanted = False

    def isconnected(self):
        return self._wanted and world.wifi_is_there()

    def ifconfig(self):
        return ("127.0.0.1", "255.0.0.0", "127.0.0.1", "127.0.0.1")

    def status(self, _what):
        return -50
