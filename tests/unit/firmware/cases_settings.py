from fakes import settings


def _refusal(**changes: object) -> str:
    try:
        settings(**changes)
    except ValueError as error:
        return str(error)
    return ""


def test_the_broker_is_read_as_host_and_port() -> None:
    chosen = settings(broker="mqtt://192.168.0.2:1884")
    assert (chosen.host, chosen.port) == ("192.168.0.2", 1884)


def test_times_have_the_defaults_of_the_protocol() -> None:
    chosen = settings()
    assert (chosen.heartbeat_interval, chosen.keep_alive) == (30, 15)


def test_what_the_firmware_does_not_know_is_left_alone() -> None:
    assert _refusal(fault="stuck") == ""


def test_a_bad_setting_is_refused_by_name() -> None:
    assert "stock" in _refusal(stock=31)
    assert "category" in _refusal(category="hats")
    assert "broker" in _refusal(broker="192.168.0.2")
    assert "heartbeatInterval" in _refusal(heartbeatInterval="30")
    assert "deviceName" in _refusal(deviceName="수건" * 20)
