from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.device_gateway.rig import Rig


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    started = Rig(tmp_path)
    yield started
    started.close()
