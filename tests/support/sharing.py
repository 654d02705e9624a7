"""Which modules share a stack: a start costs as much as many tests, and one that runs a tenth of a core."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.stack import Stack, StackOptions


class SharedStack:
    """The one that runs, if any: taken over by modules that follow each other and want the same of it."""

    def __init__(self, new_folder: Callable[[], Path]) -> None:
        self._new_folder = new_folder
        self._stack: Stack | None = None

    def get(self, options: StackOptions) -> Stack:
        """A stack with these options, ready."""
        if self._stack is None or self._stack.options != options:
            self.stop()
            self._stack = Stack(self._new_folder(), options)
            self._stack.start()
        self._stack.wait_ready()
        return self._stack

    def leave_to(self, following: pytest.Item | None) -> None:
        """Stops it unless that test's module takes it over."""
        if self._stack and (following is None or wanted_by(following) != self._stack.options):
            self.stop()

    def stop(self) -> None:
        stack, self._stack = self._stack, None
        if stack:
            stack.stop()


def wanted_by(item: pytest.Item) -> StackOptions | None:
    """What its module wants of the shared stack; None where it says nothing."""
    module = item.getparent(pytest.Module)
    options: StackOptions | None = getattr(module and module.obj, "STACK", None)
    return options
