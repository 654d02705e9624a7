"""kiosk_ui: whether there are screens."""

import httpx

from deploy.doctor.finding import Finding, Said, broken, ok
from deploy.doctor.sources import Sources
from deploy.ready import LOOPBACK

NAME = "kiosk"
FAULT = "kiosk_down"


def check(sources: Sources) -> Finding:
    port = sources.settings.kiosk_port
    try:
        return judge(port, sources.http.get(f"{LOOPBACK}:{port}/healthz").is_success)
    except httpx.HTTPError:
        return judge(port, False)


def judge(port: int, answers: bool) -> Finding:
    return ok(NAME, Said("kiosk.up", port=port)) if answers else broken(NAME, FAULT, Said("kiosk.down", port=port))
