from fbox.settings import OWNERS, problems

from fakes import chosen, settings

CA = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
BAD = {
    "wifiSsid": ("", "x" * 33, "gym\n", 5),
    "wifiPassword": ("1234567", "x" * 64, None),
    "category": ("hats", "", None),
    "size": ("x" * 17, 105),
    "deviceName": ("", "수건" * 9, "수\x00건"),
    "stock": (31, -1, "20", True, 1.5),
    "brokerHost": ("", "mqtt://192.168.0.2", "192.168.0.2:1883", "two words"),
    "brokerPort": (0, 65536, "1883"),
    "brokerUser": ("x" * 65,),
    "brokerPassword": ("x" * 65, 1),
    "brokerTls": ("yes", 1),
    "brokerCa": ("no certificate", CA * 60, None),
    "display": ("on", 1),
    "heartbeatInterval": ("30", 0),
}


def _refusal(**changes: object) -> str:
    try:
        settings(**changes)
    except ValueError as error:
        return str(error)
    return ""


def test_times_have_the_defaults_of_the_protocol() -> None:
    given = settings()
    assert (given.heartbeat_interval, given.keep_alive) == (30, 15)


def test_what_the_firmware_does_not_know_is_left_alone() -> None:
    assert _refusal(fault="stuck") == ""


def test_a_bad_setting_is_refused_by_name() -> None:
    for name, values in BAD.items():
        for value in values:
            changes = dict({"brokerUser": "dispenser"}, **{name: value})
            assert _refusal(**changes).startswith(name + ": "), (name, value)


def test_every_setting_of_the_owners_has_a_rule_that_refuses_something() -> None:
    assert {rule[0] for rule in OWNERS} <= set(BAD)


def test_all_that_is_wrong_is_told_at_once() -> None:
    assert problems(chosen(stock=31, size="x" * 17)) == {"stock": "number", "size": "long"}


def test_an_open_wifi_needs_no_password() -> None:
    assert settings(wifiPassword="").wifi_password == ""


def test_tls_is_not_spoken_to_a_broker_nobody_vouches_for() -> None:
    assert _refusal(brokerTls=True).startswith("brokerCa: ")
    assert settings(brokerTls=True, brokerCa=CA).tls


def test_a_password_for_the_broker_needs_a_user() -> None:
    assert _refusal(brokerPassword="secret").startswith("brokerUser: ")
    assert settings(brokerUser="dispenser", brokerPassword="secret").user == "dispenser"
