import socket
from pathlib import Path

import pytest

from deploy import ports
from deploy.home import CannotStartError
from shared.config import LISTENERS, Settings
from tests.support.servers import free_block, free_port, settings_for


def settings(tmp_path: Path, **values: object) -> Settings:
    free = {
        "mqtt_url": f"mqtt://127.0.0.1:{free_port()}",
        "redis_url": f"redis://127.0.0.1:{free_port()}/0",
        "api_url": f"http://127.0.0.1:{free_port()}",
        "kiosk_port": free_port(),
        "dashboard_port": free_port(),
        "metrics_port": free_block(),
        "firmware_port": free_port(),
    }
    return settings_for(tmp_path, **free | values)


SETTINGS = {
    "mqtt_url": "mqtt://127.0.0.1:{}",
    "redis_url": "redis://127.0.0.1:{}/0",
    "api_url": "http://127.0.0.1:{}",
    "kiosk_port": "{}",
    "dashboard_port": "{}",
    "metrics_port": "{}",
    "firmware_port": "{}",
}


@pytest.mark.parametrize("name", SETTINGS)
def test_a_busy_port_is_named_with_its_setting(tmp_path: Path, name: str) -> None:
    busy = free_block()
    named = rf"^port {busy} \(FBOX_{name.upper()}\) is in use[^\n]*$"
    with socket.create_server(("127.0.0.1", busy)), pytest.raises(CannotStartError, match=named):
        ports.check(settings(tmp_path, **{name: SETTINGS[name].format(busy)}))


def test_free_ports_are_no_trouble(tmp_path: Path) -> None:
    ports.check(settings(tmp_path))


def test_a_port_given_twice_is_named_with_both_settings(tmp_path: Path) -> None:
    port = free_port()

    with pytest.raises(CannotStartError, match="FBOX_KIOSK_PORT and by FBOX_DASHBOARD_PORT"):
        ports.check(settings(tmp_path, kiosk_port=port, dashboard_port=port))


def test_the_port_of_a_redis_elsewhere_is_not_ours_to_check(tmp_path: Path) -> None:
    needed = ports.needed(settings(tmp_path, redis_url="redis://cache.example:6379/0"))

    assert "FBOX_REDIS_URL" not in [port.setting for port in needed]


def test_each_process_has_a_port_for_its_metrics_above_the_dashboards(tmp_path: Path) -> None:
    found = settings_for(tmp_path, dashboard_port=9191)

    assert [found.metrics_port_of(one) for one in LISTENERS] == [9192, 9193, 9194]
    assert found.updates_port == 9195


def test_the_ports_for_metrics_can_be_elsewhere(tmp_path: Path) -> None:
    found = settings_for(tmp_path, dashboard_port=9191, metrics_port=9300)

    assert [found.metrics_port_of(one) for one in LISTENERS] == [9300, 9301, 9302]
