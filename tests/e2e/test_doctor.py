"""The doctor's command against the whole stack: well, and with parts of it stopped."""

import json
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.support.servers import eventually
from tests.support.stack import Stack, StackOptions

STACK = StackOptions()
STARTED = 60.0
"""Seconds: beside two other stacks that start, too, a look takes some of them."""
WELL = "모두 정상입니다."


def is_well(exit_code: int, told: str) -> bool:
    return (exit_code, told.splitlines()[0]) == (0, WELL)


def names(fault: str, exit_code: int, told: str) -> bool:
    return exit_code == 1 and f"({fault})" in told.splitlines()[0]


@contextmanager
def stopped(stack: Stack, program: str) -> Iterator[None]:
    stack.supervised.stop(program)
    try:
        yield
    finally:
        stack.supervised.start(program)
        stack.wait_ready()


def test_a_stack_that_is_well_is_told_so(stack: Stack) -> None:
    eventually(lambda: is_well(*stack.doctor()), "all to be well", STARTED)
    exit_code, told = stack.doctor("--json", "--lang", "en")
    report = json.loads(told)
    assert (exit_code, report["fault"], report["verdict"]) == (0, None, "All is well.")
    # Where a time server is wanted and not reached yet, the clock is unknown.
    assert {check["state"] for check in report["checks"] if check["name"] != "clock"} == {"ok"}, told


@pytest.mark.parametrize(
    ("program", "fault"),
    [
        ("redis", "redis_down"),
        ("mosquitto", "broker_down"),
        ("device_gateway", "gateway_without_lease"),
        ("rental_worker", "worker_stuck"),
        ("board-2", "device_silent"),
        ("sheets_sync", "sheets_behind"),
        ("dashboard", "process_down"),
    ],
)
def test_a_part_that_is_stopped_is_named(stack: Stack, program: str, fault: str) -> None:
    with stopped(stack, program):
        eventually(lambda: names(fault, *stack.doctor()), f"{fault} to be named")


def test_a_worker_that_hangs_is_named(stack: Stack) -> None:
    pid = stack.pid("rental_worker")
    os.kill(pid, signal.SIGSTOP)
    try:
        assert names("worker_stuck", *stack.doctor())
    finally:
        os.kill(pid, signal.SIGCONT)
    eventually(lambda: is_well(*stack.doctor()), "all to be well again")
