"""fbox.env and the rest of a set-up, without starting anything."""

import json
import stat
from pathlib import Path

import pytest

from deploy import boards, env_file, setup
from deploy.home import CannotStartError, Home, find
from tests.support.stack_environment import ports

SECRETS = ("FBOX_API_TOKEN", "FBOX_KIOSK_SECRET", "FBOX_OPERATOR_PASSWORD")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def environ() -> dict[str, str]:
    return ports() | {"PATH": "/usr/bin:/bin"}


def test_a_second_set_up_keeps_the_secrets(home: Home, environ: dict[str, str]) -> None:
    setup.set_up(home, environ)
    first = home.env_file.read_text()

    setup.set_up(home, environ)

    assert home.env_file.read_text() == first


def test_two_homes_have_different_secrets(tmp_path: Path, environ: dict[str, str]) -> None:
    one, other = (env_file.fresh(Home(tmp_path / name), environ) for name in ("one", "other"))

    assert all(one[name] != other[name] for name in (*SECRETS, "FBOX_MQTT_URL"))


def test_settings_of_the_first_start_are_kept_for_later_ones(home: Home, environ: dict[str, str]) -> None:
    setup.set_up(home, environ)

    later = setup.settings_of(setup.set_up(home, {}))

    assert str(later.kiosk_port) == environ["FBOX_KIOSK_PORT"]
    assert later.redis_url == environ["FBOX_REDIS_URL"]


def test_the_environment_wins_over_the_file(home: Home, environ: dict[str, str]) -> None:
    setup.set_up(home, environ)

    later = setup.settings_of(setup.set_up(home, {"FBOX_KIOSK_PORT": "7"}))

    assert later.kiosk_port == 7


def test_a_brokers_address_from_the_environment_gets_the_password_in_the_file(
    home: Home, environ: dict[str, str]
) -> None:
    kept = setup.settings_of(setup.set_up(home, environ)).mqtt

    moved = setup.settings_of(setup.set_up(home, {"FBOX_MQTT_URL": "mqtt://127.0.0.1:7"})).mqtt

    assert (moved.username, moved.password, moved.port) == ("fbox-gateway", kept.password, 7)


def test_the_gateways_password_is_not_sent_to_a_broker_elsewhere(home: Home, environ: dict[str, str]) -> None:
    setup.set_up(home, environ)

    moved = setup.settings_of(setup.set_up(home, {"FBOX_MQTT_URL": "mqtt://broker.example:1883"}))

    assert moved.mqtt.password is None


def test_a_broker_of_our_own_without_the_gateways_user_is_refused(home: Home, environ: dict[str, str]) -> None:
    setup.set_up(home, environ)
    home.env_file.write_text(home.env_file.read_text().replace("fbox-gateway", ""))

    with pytest.raises(CannotStartError, match="FBOX_MQTT_URL"):
        setup.set_up(home, {})


def test_an_unknown_setting_is_named_and_leaves_nothing_behind(home: Home, environ: dict[str, str]) -> None:
    with pytest.raises(CannotStartError, match=r"FBOX_KIOSK_PROT.*FBOX_KIOSK_PORT"):
        setup.set_up(home, environ | {"FBOX_KIOSK_PROT": "8081"})

    assert not home.env_file.exists()


@pytest.mark.parametrize("value", ["it's", 'say "x"', "a#b c", "$HOME ${PATH}", "back\\slash", "줄 '긋기'"])
def test_any_value_survives_the_file(home: Home, environ: dict[str, str], value: str) -> None:
    setup.set_up(home, environ | {"FBOX_OPERATOR_PASSWORD": f"12345678{value}"})

    read = setup.settings_of(setup.set_up(home, {}))

    assert read.operator_password.get_secret_value() == f"12345678{value}"


def test_nobody_else_can_read_a_file_with_a_secret(home: Home, environ: dict[str, str]) -> None:
    setup.set_up(home, environ)

    files = [file for file in home.path.rglob("*") if file.is_file()]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert stat.S_IMODE(home.path.stat().st_mode) == 0o700


def test_the_brokers_password_stands_nowhere_in_clear_but_in_the_env_file(
    home: Home, environ: dict[str, str]
) -> None:
    settings = setup.settings_of(setup.set_up(home, environ))

    password = settings.mqtt.password or ""
    clear = [file.name for file in home.path.rglob("*") if file.is_file() and password in file.read_text()]
    assert clear == ["fbox.env"]


def test_boards_are_made_once_and_follow_the_broker(home: Home, environ: dict[str, str]) -> None:
    setup.set_up(home, environ)
    first = home.boards / boards.uuid(1) / "board.json"
    first.write_text(first.read_text().replace('"stock": 20', '"stock": 7'))
    (home.boards / boards.uuid(4) / "board.json").unlink()

    setup.set_up(home, environ | {"FBOX_MQTT_URL": "mqtt://127.0.0.1:7"})

    assert '"stock": 7' in first.read_text()
    assert '"broker": "mqtt://127.0.0.1:7"' in first.read_text()
    assert boards.count(home) == 3


def test_a_board_made_before_boards_had_a_wifi_gets_one(home: Home, environ: dict[str, str]) -> None:
    setup.set_up(home, environ)
    first = home.boards / boards.uuid(1) / "board.json"
    first.write_text(first.read_text().replace(f'"wifiSsid": "{boards.WIFI}"', '"motorTimeoutMs": 9000'))

    setup.set_up(home, environ)

    assert json.loads(first.read_text())["wifiSsid"] == boards.WIFI
    assert json.loads(first.read_text())["motorTimeoutMs"] == 9000


def test_a_home_too_deep_for_a_socket_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotStartError, match="FBOX_HOME"):
        find({"FBOX_HOME": str(tmp_path / ("x" * 100))})
