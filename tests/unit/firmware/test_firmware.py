"""The firmware's unit tests, each told apart. They run in MicroPython itself, and in CPython for the Pi's sake."""

import ast
import functools
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
FIRMWARE = ROOT / "firmware"
SECONDS = 7200 if {"FIRMWARE_CUTS", "FIRMWARE_COMMANDS"} & os.environ.keys() else 60
"""For the cases of one file; the two settings ask for longer runs (firmware/README.md)."""
BOARD_PYTHON = ROOT / ".venv-board" / "bin" / "python"


def _cases() -> list[tuple[str, str]]:
    """Read, not imported: the cases import what only a board has."""
    return [
        (path.stem, node.name)
        for path in sorted(HERE.glob("cases_*.py"))
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
    ]


def _micropython(module: str) -> tuple[list[str], dict[str, str]]:
    if not BOARD_PYTHON.exists():
        pytest.skip("no MicroPython for this machine")
    paths = ":".join(str(path) for path in (FIRMWARE / "src", FIRMWARE / "nfc", FIRMWARE / "sim", HERE, ".frozen"))
    command = [str(BOARD_PYTHON), "-m", "micropython", "-X", "heapsize=512K", str(HERE / "run_cases.py"), module]
    return command, {"MICROPYPATH": paths}


def _cpython(module: str) -> tuple[list[str], dict[str, str]]:
    runner = FIRMWARE / "sim" / "cpython" / "run.py"
    return [sys.executable, str(runner), str(HERE / "run_cases.py"), module], {
        "PYTHONPATH": f"{HERE}:{FIRMWARE / 'nfc'}"
    }


RUNTIMES = {"micropython": _micropython, "cpython": _cpython}


@functools.cache
def _outcomes(runtime: str, module: str) -> dict[str, str]:
    command, environ = RUNTIMES[runtime](module)
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            command,
            cwd=folder,
            env=os.environ | environ,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
    assert done.returncode == 0, done.stdout + done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return {line["name"]: line["error"] for line in lines}


@pytest.mark.parametrize("runtime", RUNTIMES)
@pytest.mark.parametrize(("module", "name"), _cases())
def test_on_the_board(runtime: str, module: str, name: str) -> None:
    error = _outcomes(runtime, module).get(name, "the case did not run")
    assert not error, error
