"""The broker as it ships: who may say and hear what."""

import pytest

from tests.integration.deploy.clients import connected
from tests.support.servers import GATEWAY, Mosquitto

OWN, OTHER = "FBOX-004B1238C424", "FBOX-004B1238C425"


def test_a_dispenser_without_a_user_name_tells_the_gateway(mosquitto: Mosquitto) -> None:
    with connected(mosquitto.port, "gateway", GATEWAY) as gateway, connected(mosquitto.port, OWN) as device:
        gateway.subscribe("fbox/+/status")

        device.publish(f"fbox/{OWN}/status")

        assert gateway.next_topic() == f"fbox/{OWN}/status"


def test_a_dispenser_hears_its_own_commands(mosquitto: Mosquitto) -> None:
    with connected(mosquitto.port, "gateway", GATEWAY) as gateway, connected(mosquitto.port, OWN) as device:
        device.subscribe(f"fbox/{OWN}/cmd")

        gateway.publish(f"fbox/{OWN}/cmd")

        assert device.next_topic() == f"fbox/{OWN}/cmd"


@pytest.mark.parametrize("forbidden", [f"fbox/{OTHER}/status", f"fbox/{OTHER}/cmd", f"fbox/{OWN}/cmd"])
def test_a_dispenser_speaks_for_nobody_else(mosquitto: Mosquitto, forbidden: str) -> None:
    with connected(mosquitto.port, "gateway", GATEWAY) as gateway:
        gateway.subscribe("fbox/#")

        with connected(mosquitto.port, OWN) as device:
            device.publish(forbidden)
        with connected(mosquitto.port, OWN) as device:
            device.publish(f"fbox/{OWN}/status")

        assert gateway.next_topic() == f"fbox/{OWN}/status"


def test_a_dispenser_hears_nobody_elses_commands(mosquitto: Mosquitto) -> None:
    with connected(mosquitto.port, "gateway", GATEWAY) as gateway, connected(mosquitto.port, OWN) as device:
        device.subscribe("#")

        gateway.publish(f"fbox/{OTHER}/cmd")
        gateway.publish(f"fbox/{OTHER}/status")
        gateway.publish(f"fbox/{OWN}/cmd")

        assert device.next_topic() == f"fbox/{OWN}/cmd"


def test_the_gateways_name_needs_its_password(mosquitto: Mosquitto) -> None:
    with pytest.raises(ConnectionRefusedError), connected(mosquitto.port, "gateway", "fbox-gateway:guess"):
        pass
