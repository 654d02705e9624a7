"""The rules for what the owner chooses. Where it is kept, stored.py knows."""

from fbox.chosen import MAX_STOCK, Settings

CATEGORIES = ("top", "pants", "towel", "sweat_towel", "other")
HOST_CHARS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-"
SENTENCES = {
    "missing": "is missing",
    "long": "must be text of at most {1} bytes",
    "control": "must be text without control characters",
    "number": "must be a whole number from {0} to {1}",
    "choice": "must be one of " + ", ".join(CATEGORIES),
    "host": "must be a name or an address, such as 192.168.0.2",
    "password": "must be empty or of {0} to {1} bytes",
    "certificate": "must be a certificate in PEM, of at most {1} bytes",
    "yes_no": "must be true or false",
}


def _text(value, low, high):
    if type(value) is not str or len(value.encode()) > high:
        return "long"
    if any(ord(char) < 32 or ord(char) == 127 for char in value):
        return "control"
    return "missing" if len(value) < low else ""


def _password(value, low, high):
    fits = _text(value, 0, high) == "" and (value == "" or len(value.encode()) >= low)
    return "" if fits else "password"


def _number(value, low, high):
    return "" if type(value) is int and low <= value <= high else "number"


def _category(value, _low, _high):
    return "" if value in CATEGORIES else "choice"


def _host(value, low, high):
    return _text(value, low, high) or ("" if all(char in HOST_CHARS for char in value) else "host")


def _certificate(value, _low, high):
    fits = type(value) is str and len(value.encode()) <= high
    framed = fits and "-----BEGIN CERTIFICATE-----" in value and "-----END CERTIFICATE-----" in value
    return "" if value == "" or framed else "certificate"


def _yes_no(value, _low, _high):
    return "" if type(value) is bool else "yes_no"


OWNERS = (  # name, attribute, default, rule, least, most
    ("wifiSsid", "wifi_ssid", "", _text, 1, 32),
    ("wifiPassword", "wifi_password", "", _password, 8, 63),
    ("category", "category", "other", _category, 0, 0),
    ("size", "size", "", _text, 0, 16),
    ("deviceName", "device_name", "", _text, 1, 48),
    ("stock", "stock", 0, _number, 0, MAX_STOCK),
    ("brokerHost", "host", "", _host, 1, 64),
    ("brokerPort", "port", 1883, _number, 1, 65535),
    ("brokerUser", "user", "", _text, 0, 64),
    ("brokerPassword", "password", "", _text, 0, 64),
    ("brokerTls", "tls", False, _yes_no, 0, 0),
    ("brokerCa", "ca", "", _certificate, 0, 3000),
    ("display", "display", True, _yes_no, 0, 0),
)
TECHNICAL = (
    ("heartbeatInterval", "heartbeat_interval", 30, _number, 1, 3600),
    ("keepAlive", "keep_alive", 15, _number, 3, 3600),
    ("motorTimeoutMs", "motor_timeout_ms", 15000, _number, 1, 600000),
    ("reconnectMax", "reconnect_max", 30, _number, 1, 600),
    ("watchdogMs", "watchdog_ms", 40000, _number, 1000, 600000),
    ("longPressMs", "long_press_ms", 5000, _number, 500, 60000),
    ("setupMinutes", "setup_minutes", 10, _number, 1, 1440),
    ("setupPort", "setup_port", 80, _number, 1, 65535),
)


def choose(given):
    """The Settings. Raises ValueError naming what is wrong."""
    wrong = problems(given)
    for name, _, _, _, low, high in OWNERS + TECHNICAL:
        if name in wrong:
            raise ValueError("{}: {}".format(name, SENTENCES[wrong[name]].format(low, high)))
    chosen = Settings()
    for name, attribute, default, _, _, _ in OWNERS + TECHNICAL:
        setattr(chosen, attribute, given.get(name, default))
    return chosen


def problems(given):
    """{name: what is wrong, a key of SENTENCES} of the settings that cannot stay so."""
    found = {}
    for name, _, default, rule, low, high in OWNERS + TECHNICAL:
        wrong = rule(given.get(name, default), low, high)
        if wrong:
            found[name] = wrong
    if given.get("brokerTls") is True and not given.get("brokerCa"):
        found["brokerCa"] = "missing"
    if given.get("brokerPassword") and not given.get("brokerUser"):
        found["brokerUser"] = "missing"
    return found


def technical(given, name):
    """One that a board without proper settings needs, too: the default where it is wrong."""
    for known, _, default, rule, low, high in TECHNICAL:
        if known == name:
            value = given.get(name, default)
            return default if rule(value, low, high) else value
    raise KeyError(name)
