from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.gym import TOWELS, Gym


@pytest.fixture
def gym(tmp_path: Path) -> Iterator[Gym]:
    """Twenty towels in a v3 dispenser, online."""
    one = Gym(tmp_path)
    one.boot(TOWELS, 20)
    yield one
    one.ctx.engine.dispose()
