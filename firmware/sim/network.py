"""Simulated `network`: a Wi-Fi that is always there."""

import binascii

import world


class WLAN:
    IF_STA = 0
    PM_NONE = 0

    def __init__(self, _interface):
        self._mac = binascii.unhexlify(world.board()["mac"])

    def active(self, _on):
        pass

    def config(self, name=None, **_settings):
        return self._mac if name == "mac" else None

    def connect(self, _ssid, _password):
        pass

    def disconnect(self):
        pass

    def isconnected(self):
        return True

    def ifconfig(self):
        return ("127.0.0.1", "255.0.0.0", "127.0.0.1", "127.0.0.1")

    def status(self, _what):
        return -50
