"""What the owner chose for this dispenser, from `board.json` in the board's root folder."""

import json

CATEGORIES = ("top", "pants", "towel", "sweat_towel", "other")
MAX_STOCK = 30


class Settings:
    """Times are seconds unless the name says ms; `stock` is only the first stock, flash rules afterwards."""

    def __init__(self, given):
        self.category = _one_of(given, "category", CATEGORIES)
        self.size = _text(given, "size", 16)
        self.device_name = _text(given, "deviceName", 48)
        self.stock = _number(given, "stock", 0, 0, MAX_STOCK)
        self.host, self.port = _address(given.get("broker", ""))
        self.heartbeat_interval = _number(given, "heartbeatInterval", 30, 1, 3600)
        self.keep_alive = _number(given, "keepAlive", 15, 3, 3600)
        self.motor_timeout_ms = _number(given, "motorTimeoutMs", 15000, 1, 600000)
        self.reconnect_max = _number(given, "reconnectMax", 30, 1, 600)
        self.watchdog_ms = _number(given, "watchdogMs", 40000, 1000, 600000)
        self.wifi_ssid = given.get("wifiSsid", "")
        self.wifi_password = given.get("wifiPassword", "")


def load(path):
    """Raises ValueError naming the setting that is wrong, OSError where there is no file."""
    with open(path, "rb") as file:
        return Settings(json.loads(file.read()))


def _number(given, name, default, low, high):
    value = given.get(name, default)
    if type(value) is not int or not low <= value <= high:
        raise ValueError("{}: must be a whole number from {} to {}".format(name, low, high))
    return value


def _text(given, name, most_bytes):
    value = given.get(name, "")
    if type(value) is not str or len(value.encode()) > most_bytes:
        raise ValueError("{}: must be text of at most {} bytes".format(name, most_bytes))
    return value


def _one_of(given, name, allowed):
    value = given.get(name, "other")
    if value not in allowed:
        raise ValueError("{}: must be one of {}".format(name, ", ".join(allowed)))
    return value


def _address(url):
    host, _, port = url.replace("mqtt://", "").rstrip("/").rpartition(":")
    if not url.startswith("mqtt://") or not host or not port.isdigit():
        raise ValueError("broker: must look like mqtt://192.168.0.2:1883")
    return host, int(port)
