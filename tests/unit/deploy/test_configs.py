"""The servers' configuration follows from the settings."""

from pathlib import Path

from deploy import mosquitto, redis_server
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
