"""The operator's two commands about the workbook, against the whole stack with its workbook in files."""

import subprocess
import sys
from pathlib import Path

import pytest

from deploy.home import ROOT
from tests.support.renting import Renter
from tests.support.servers import eventually
from tests.support.stack import Stack, StackOptions

STACK = StackOptions()


@pytest.fixture
def sheets(stack: Stack) -> Path:
    """The workbook's folder, once all that there is has arrived in it."""
    renter = Renter(stack)
    rental = renter.rent("P-TOP-105")
    renter.wait_settled(rental)
    folder = stack.home.path / "sheets"
    history = folder / "rental_history.csv"
    eventually(lambda: history.exists() and rental in history.read_text(), "the rental to be in the workbook")
    return folder


def _run(stack: Stack, command: str, *arguments: str) -> tuple[int, str]:
    environ = stack.environ | {"FBOX_ENV_FILE": str(stack.home.env_file)}
    words = [sys.executable, "-m", f"services.rental_api.{command}", *arguments]
    done = subprocess.run(words, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=90, check=False)
    return done.returncode, done.stdout + done.stderr


def test_books_and_workbook_are_proved_equal_and_a_broken_tab_is_restored(stack: Stack, sheets: Path) -> None:
    exit_code, told = _run(stack, "audit")
    assert (exit_code, "장부와 시트가 맞습니다: 12개 탭" in told) == (0, True), told
    members = sheets / "members.csv"
    was = members.read_text(encoding="utf-8-sig")
    members.write_text(was.partition("\n")[0].replace("name", "nom") + "\n", encoding="utf-8-sig")
    eventually(lambda: "members" in stack.api.get("/api/workbook").json()["troubles"], "the tab to be out of order")
    exit_code, told = _run(stack, "audit")
    assert (exit_code, "비교하지 못한 탭 1개: members:" in told) == (1, True), told
    assert _run(stack, "restore", "members")[0] == 0
    exit_code, told = _run(stack, "audit")
    assert (exit_code, "12개 탭" in told) == (0, True), told
