"""A second gateway beside the first: it waits, takes over, and never connects at the same time."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from deploy.home import ROOT
from shared.keys import Keys
from tests.support.renting import LIMBO_SECONDS, Renter
from tests.support.servers import eventually
from tests.support.stack import Stack, StackOptions

STACK = StackOptions()


@pytest.fixture
def second(stack: Stack) -> Iterator[subprocess.Popen[bytes]]:
    """A gateway with the same settings, not under supervisor."""
    environ = {**os.environ, "FBOX_ENV_FILE": str(stack.home.env_file)}
    with (stack.home.log / "second.log").open("wb") as log:
        gateway = subprocess.Popen(
            [sys.executable, "-m", "services.device_gateway"], cwd=ROOT, env=environ, stdout=log
        )
        yield gateway
        gateway.kill()
        gateway.wait()


def _connections(stack: Stack) -> int:
    """How often any gateway has connected to the broker."""
    return int(stack.redis.hget(Keys(stack.settings.site).counters, "broker.connected") or 0)


@pytest.mark.lesson(1)
def test_a_second_gateway_never_connects_beside_the_first_and_takes_over_when_it_dies(
    stack: Stack, second: subprocess.Popen[bytes]
) -> None:
    renter = Renter(stack)
    product = renter.product_of(stack.boards[0].uuid)
    before, log = _connections(stack), stack.home.log / "mosquitto.log"
    logged = log.stat().st_size
    assert renter.wait_settled(renter.rent(product))["state"] == "complete"
    assert (_connections(stack), second.poll()) == (before, None)
    stack.supervised.stop("device_gateway")
    eventually(lambda: _connections(stack) == before + 1, "the second gateway to connect", LIMBO_SECONDS)
    assert renter.wait_settled(renter.rent(product))["state"] == "complete"
    stack.supervised.start("device_gateway")
    assert renter.wait_settled(renter.rent(product))["state"] == "complete"
    assert (_connections(stack), renter.charged(), renter.came_out()) == (before + 1, 3, 3)
    assert b"already connected" not in log.read_bytes()[logged:]
