from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.gym import TOWELS, Gym


@pytest.fixture
def make_gym(tmp_path: Path) -> Iterator[Callable[..., Gym]]:
    """Makes the gym as a test needs it; closed afterwards."""
    made: list[Gym] = []

    def make(**values: int) -> Gym:
        made.append(Gym(tmp_path, **values))
        return made[-1]

    yield make
    for one in made:
        one.ctx.engine.dispose()


@pytest.fixture
def gym(make_gym: Callable[..., Gym]) -> Gym:
    """Twenty towels in a v3 dispenser, online."""
    one = make_gym()
    one.boot(TOWELS, 20)
    return one
