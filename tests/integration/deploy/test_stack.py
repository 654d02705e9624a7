"""A running stack: what supervisor looks after, and what a second start says."""

import json
import subprocess
import sys
from typing import Any

import httpx

from deploy import boards, leftovers
from deploy.doctor import proc
from deploy.home import ROOT
from shared import firmware_offer
from tests.integration.firmware.release import Release
from tests.support.servers import eventually
from tests.support.stack import Stack, StackOptions

STACK = StackOptions()
PROGRAMS = {
    *("redis", "mosquitto"),
    *("device_gateway", "rental_api", "rental_worker", "sheets_sync", "kiosk_ui", "dashboard"),
    "firmware_files",
    *("board-1", "board-2", "board-3", "board-4"),
}


def test_everything_runs_under_supervisor(stack: Stack) -> None:
    """A stack can be ready before supervisor calls its last program running: it does so after its `startsecs`."""
    eventually(lambda: states(stack) == dict.fromkeys(PROGRAMS, "RUNNING"), "every program to be running")


def states(stack: Stack) -> dict[str, Any]:
    return {name: info["statename"] for name, info in stack.supervised.programs().items()}


def test_a_killed_program_is_started_again(stack: Stack) -> None:
    old = stack.kill("rental_worker")

    assert stack.wait_restarted("rental_worker", old) != old


def test_a_web_process_that_was_killed_leaves_nothing_behind_that_holds_its_port(stack: Stack) -> None:
    """Not even for a client that keeps its connection."""
    stack.api.get("/healthz").raise_for_status()
    workers = stack.workers("rental_api")
    stack.wait_restarted("rental_api", stack.kill("rental_api"))
    eventually(lambda: not any(proc.is_at_work(leftovers.PROC, one) for one in workers), "its worker to be gone", 0.5)
    stack.wait_ready()


def test_a_killed_dispenser_is_started_again(stack: Stack) -> None:
    old = stack.kill("board-1")

    assert stack.wait_restarted("board-1", old) != old


def test_a_second_start_of_the_same_home_says_so(stack: Stack) -> None:
    second = subprocess.run(
        [sys.executable, "-m", "deploy.run"], cwd=ROOT, env=stack.environ, capture_output=True, text=True, check=False
    )

    assert second.returncode
    assert f"already runs from {stack.home.path}" in second.stderr


def test_a_dispenser_is_given_the_firmware_that_is_offered(stack: Stack) -> None:
    """From the operator's command over gateway and dispenser's download to the version that it reports."""
    release = Release(firmware_offer.folder(stack.home.path) / "3.0.1")
    offer = {"version": "3.0.1", "sha256": release.write()}
    (firmware_offer.folder(stack.home.path) / firmware_offer.OFFER).write_text(json.dumps(offer))
    token = {"Authorization": f"Bearer {stack.settings.api_token.get_secret_value()}"}
    device = f"/api/devices/{boards.uuid(2)}"
    with httpx.Client(base_url=stack.settings.api_url, headers=token) as api:
        assert api.get(device).json()["firmware_offered"] == "3.0.1"
        assert api.post(f"{device}/commands", json={"cmd": "UPDATE"}).status_code == httpx.codes.ACCEPTED
        eventually(lambda: api.get(device).json()["last_command"]["state"] == "done", "the update", 60)
        assert api.get(device).json()["firmware_version"] == "3.0.1"


def test_the_dashboard_is_behind_the_consoles_login_and_closes_with_it(stack: Stack) -> None:
    workers = f"{stack.dashboard_url}/0/data/workers.json"
    console = f"{stack.kiosk_url}/console"
    ours = {"Origin": stack.kiosk_url, "Sec-Fetch-Site": "same-origin"}
    password = {"password": stack.settings.operator_password.get_secret_value()}
    with httpx.Client(headers=ours) as browser:
        assert browser.get(workers).status_code == httpx.codes.UNAUTHORIZED
        browser.post(f"{console}/login", data=password)
        assert browser.get(workers).is_success
        token = browser.get(console).text.partition('name="csrf" value="')[2].partition('"')[0]
        browser.post(f"{console}/logout", data={"csrf": token})
        assert browser.get(workers).status_code == httpx.codes.UNAUTHORIZED


def test_supervisorctl_reaches_the_stack(stack: Stack) -> None:
    status = subprocess.run(
        ["deploy/ctl", "status"], cwd=ROOT, env=stack.environ, capture_output=True, text=True, check=False
    )

    assert "servers:redis" in status.stdout, status


def test_no_secret_stands_in_any_log(stack: Stack) -> None:
    settings = stack.settings
    secrets = [
        settings.api_token.get_secret_value(),
        settings.kiosk_secret.get_secret_value(),
        settings.operator_password.get_secret_value(),
        settings.mqtt.password or "",
    ]

    announced = stack.home.log / "run.log"
    eventually(lambda: "F-BOX is ready" in announced.read_text(), "the announcement")

    logs = "\n".join(log.read_text(errors="replace") for log in stack.home.log.iterdir())

    assert not [secret for secret in secrets if secret in logs]


def test_no_secret_stands_on_any_command_line(stack: Stack) -> None:
    secret = stack.settings.mqtt.password or ""

    assert secret not in subprocess.check_output(["ps", "-eo", "args"], text=True)
