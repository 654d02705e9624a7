"""Members, passes, garments, and everything that can go wrong with a message, in any order (docs/ledger.md).

`make test` runs the same few examples each time; `make long` draws 2,000 new ones.
"""

import os
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from services.rental_api.ledger import ids
from tests.integration.rental_api.machine.plant import Plant
from tests.integration.rental_api.machine.rules_of_the_desk import Desk
from tests.integration.rental_api.machine.rules_of_the_stand import Stand
from tests.support.gym import Gym

EXAMPLES = int(os.environ.get("EXAMPLES", "0"))
HOW = settings(
    max_examples=EXAMPLES or 50,
    stateful_step_count=50,
    derandomize=not EXAMPLES,
    database=None,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)


class Machine(Desk, Stand):
    """All rules together."""


@pytest.mark.timeout(0)  # a failure is shrunk for up to five minutes
def test_whatever_happens_what_is_charged_is_what_came_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(Gym(tmp_path, uses=0)) as gym:
        plant = Plant(gym)
        monkeypatch.setattr(ids, "secrets", plant)
        run_state_machine_as_test(lambda: Machine(plant), settings=HOW)
