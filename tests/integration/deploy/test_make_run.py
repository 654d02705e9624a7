"""`make run`, as an operator has it: started in a terminal, stopped by Ctrl-C, started again."""

import os
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from deploy import leftovers
from deploy.home import ROOT
from tests.support.servers import eventually
from tests.support.stack import Stack

LAST_WORDS = "Ctrl-C"


class Terminal:
    """`make run` in a process group of its own, as a shell would start it."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self.output = stack.home.log / "terminal.txt"
        with self.output.open("wb") as output:
            self.make = subprocess.Popen(
                ["make", "run"], cwd=ROOT, env=stack.environ, stdout=output, stderr=output, start_new_session=True
            )

    def wait_ready(self) -> str:
        eventually(lambda: LAST_WORDS in self.output.read_text(), "make run to say that it is ready", 180)
        return self.output.read_text()

    def press_ctrl_c(self) -> None:
        os.killpg(self.make.pid, signal.SIGINT)
        self.make.wait(30)

    def left(self) -> dict[int, str]:
        return leftovers.find(self.stack.home.env_file)


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Stack:
    """Set up, and started by nobody but `make run`."""
    return Stack(tmp_path_factory.mktemp("terminal"))


@contextmanager
def opened(stack: Stack) -> Iterator[Terminal]:
    terminal = Terminal(stack)
    try:
        yield terminal
    finally:
        if terminal.make.poll() is None:
            terminal.press_ctrl_c()


@pytest.fixture
def terminal(stack: Stack) -> Iterator[Terminal]:
    with opened(stack) as one:
        yield one


@dataclass(frozen=True)
class Again:
    """A second run, ready, of a stack that had these files before it."""

    terminal: Terminal
    before: Mapping[Path, bytes]


@pytest.fixture(scope="module")
def again(stack: Stack) -> Iterator[Again]:
    before = {file: file.read_bytes() for file in kept(stack.home.path)}
    with opened(stack) as one:
        one.wait_ready()
        yield Again(one, before)


def test_it_tells_where_everything_is_and_leaves_no_process_after_ctrl_c(terminal: Terminal) -> None:
    said = terminal.wait_ready()
    assert terminal.stack.kiosk_url in said

    terminal.press_ctrl_c()

    assert terminal.left() == {}


def test_the_doctor_tells_of_a_stopped_stack_that_it_is_stopped(stack: Stack) -> None:
    exit_code, told = stack.doctor()

    assert (exit_code, "make run" in told.splitlines()[0]) == (1, True), told


def test_a_second_run_keeps_data_and_secrets(again: Again) -> None:
    assert {file: file.read_bytes() for file in again.before} == again.before


def test_no_process_outlives_a_supervisor_that_was_killed(again: Again) -> None:
    terminal = again.terminal

    os.kill(int((terminal.stack.home.path / "supervisord.pid").read_text()), signal.SIGKILL)

    eventually(lambda: terminal.left() == {}, "every process to end")


def test_no_process_outlives_a_make_that_was_killed(terminal: Terminal) -> None:
    terminal.wait_ready()

    terminal.make.kill()

    eventually(lambda: terminal.left() == {}, "every process to end")


def kept(home: Path) -> list[Path]:
    return [home / "fbox.env", home / "demo.json", *home.glob("boards/*/board.json")]
