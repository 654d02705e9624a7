"""Switches the simulated dispensers on; then tells when all is ready, where it is, who can log in, and no secret."""

import json
import os
import signal
import time
from collections.abc import Callable
from typing import Any

import httpx

from deploy import boards, ready
from deploy.home import Home, find
from deploy.setup import settings_of
from deploy.supervised import Supervised
from shared.config import Settings

ASK_AGAIN = 0.1
COMPLAIN_AFTER = 30.0


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C before all is ready is nothing to be told about
    home = find(os.environ)
    settings = settings_of(os.environ)
    wait(lambda: [] if ready.gateway_listens(settings) else ["device_gateway"], home)
    if boards.count(home):
        Supervised(home.socket).start_group("board")
    with httpx.Client(timeout=2) as client:
        wait(lambda: ready.waiting_for(settings, home, client), home)
    seconds = time.monotonic() - float(os.environ["STACK_BEGAN"])
    print(announcement(settings, home, seconds), flush=True)


def wait(waiting_for: Callable[[], list[str]], home: Home) -> None:
    """Until nothing is waited for; complains once when that takes long."""
    complain_at = time.monotonic() + COMPLAIN_AFTER
    while late := waiting_for():
        if time.monotonic() > complain_at:
            print(f"Not ready yet: {', '.join(late)}. Their logs are in {home.log}", flush=True)
            complain_at = float("inf")
        time.sleep(ASK_AGAIN)


def announcement(settings: Settings, home: Home, seconds: float) -> str:
    kiosk = f"{ready.LOOPBACK}:{settings.kiosk_port}"
    lines = [
        f"F-BOX is ready ({seconds:.1f} s)",
        "",
        f"  kiosk      {kiosk}/",
        f"  console    {kiosk}/console",
        f"  dashboard  {ready.LOOPBACK}:{settings.dashboard_port}/",
        f"  API docs   {settings.api_url}/docs",
        "",
        *_members(home),
        f"  The operator's password is FBOX_OPERATOR_PASSWORD in {home.env_file}",
        "  (console and, once logged in there, dashboard).",
        "",
        f"  Logs: {home.log}   Processes: deploy/ctl status   Stop all of it: Ctrl-C",
    ]
    return "\n".join(lines)


def _members(home: Home) -> list[str]:
    """Who can log in at the kiosk: the demo members, while there are any."""
    if not home.demo.is_file():
        return []
    demo: dict[str, Any] = json.loads(home.demo.read_text(encoding="utf-8"))
    rows = [
        f"    {member['phone']}  {member['name']}  {member.get('note', '')}".rstrip() for member in demo["members"]
    ]
    return [f"  Members for a try at the kiosk, all with PIN {demo['pin']}:", *rows, ""]


if __name__ == "__main__":
    main()
