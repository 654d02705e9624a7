from importlib import import_module

import pytest

from tests.support.order import ONE_STACK


@pytest.mark.parametrize("group", ONE_STACK, ids=lambda group: group[0])
def test_modules_that_share_a_stack_want_the_same_of_it(group: tuple[str, ...]) -> None:
    wanted = [import_module(f"tests.{path.removesuffix('.py').replace('/', '.')}").STACK for path in group]
    assert wanted == wanted[:1] * len(group)
