"""Tells the operator when the stack is ready, where everything is, and who can log in. Prints no secret."""

import json
import os
import time
from typing import Any

import httpx

from deploy import ready
from deploy.home import Home, find
from deploy.setup import settings_of
from shared.config import Settings

ASK_AGAIN = 0.1
COMPLAIN_AFTER = 30.0


def main() -> None:
    home = find(os.environ)
    settings = settings_of(os.environ)
    wait(settings, home)
    seconds = time.monotonic() - float(os.environ["STACK_BEGAN"])
    print(announcement(settings, home, seconds), flush=True)


def wait(settings: Settings, home: Home) -> None:
    """Until all is ready; complains once when that takes long."""
    complain_at = time.monotonic() + COMPLAIN_AFTER
    with httpx.Client(timeout=2) as client:
        while late := ready.waiting_for(settings, home, client):
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
        "  (console: the password alone; dashboard: user `operator`).",
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
