"""The servers' configuration follows from the settings."""

from pathlib import Path

from deploy import certificates, mosquitto, redis_server
from deploy.home import Home
from tests.support.servers import settings_for


def test_mosquitto_listens_where_the_settings_say(tmp_path: Path) -> None:
    settings = settings_for(tmp_path, mqtt_url="mqtt://127.0.0.1:2883")

    lines = mosquitto.config(Home(tmp_path), settings, as_root=False).splitlines()

    assert [line for line in lines if line.startswith("listener")] == ["listener 2883 127.0.0.1"]


def test_a_broker_bound_to_the_dispensers_network_still_hears_the_gateway(tmp_path: Path) -> None:
    settings = settings_for(tmp_path, mqtt_url="mqtt://127.0.0.1:2883", mqtt_bind="192.168.4.1")

    assert mosquitto.addresses(settings) == ["192.168.4.1", "127.0.0.1"]


def test_a_broker_bound_everywhere_listens_once(tmp_path: Path) -> None:
    settings = settings_for(tmp_path, mqtt_url="mqtt://127.0.0.1:2883", mqtt_bind="0.0.0.0")

    assert mosquitto.addresses(settings) == ["0.0.0.0"]


def test_mosquitto_stays_root_only_when_root_starts_it(tmp_path: Path) -> None:
    settings = settings_for(tmp_path)

    assert "user root" in mosquitto.config(Home(tmp_path), settings, as_root=True)
    assert "user root" not in mosquitto.config(Home(tmp_path), settings, as_root=False)


def test_redis_is_for_this_machine_alone(tmp_path: Path) -> None:
    lines = redis_server.config(Home(tmp_path), settings_for(tmp_path, redis_url="redis://127.0.0.1:7379/0"))

    assert "bind 127.0.0.1\n" in lines
    assert "port 7379\n" in lines


def test_redis_asks_for_the_password_of_its_url(tmp_path: Path) -> None:
    settings = settings_for(tmp_path, redis_url="redis://:p%40ss@127.0.0.1:7379/0")

    assert 'requirepass "p@ss"\n' in redis_server.config(Home(tmp_path), settings)


def test_tls_for_dispensers_is_off_until_somebody_names_the_brokers_address(tmp_path: Path) -> None:
    lines = mosquitto.config(Home(tmp_path), settings_for(tmp_path), as_root=False)

    assert "certfile" not in lines


def test_over_tls_dispensers_need_their_password_and_field_firmware_beside_them_none(tmp_path: Path) -> None:
    settings = settings_for(tmp_path, mqtt_tls="192.168.0.2:8883", device_password="of-a-device")

    lines = mosquitto.config(Home(tmp_path), settings, as_root=False).splitlines()

    assert lines.index("listener 8883") < lines.index("allow_anonymous false")
    assert lines.index("allow_anonymous true") < lines.index("listener 8883")


def test_the_authority_is_kept_when_the_brokers_address_changes(tmp_path: Path) -> None:
    certificates.ensure(tmp_path, "192.168.0.2")
    authority, server = _certificates(tmp_path)
    certificates.ensure(tmp_path, "192.168.0.2")
    assert _certificates(tmp_path) == (authority, server)
    certificates.ensure(tmp_path, "fbox.local")
    kept, renewed = _certificates(tmp_path)
    assert kept == authority
    assert renewed != server


def test_a_key_is_nobody_elses_to_read(tmp_path: Path) -> None:
    certificates.ensure(tmp_path, "192.168.0.2")

    assert {(tmp_path / name).stat().st_mode & 0o777 for name in ("ca.key", "server.key")} == {0o600}


def _certificates(folder: Path) -> tuple[str, str]:
    return (folder / certificates.CA).read_text(), (folder / mosquitto.SERVER).read_text()
