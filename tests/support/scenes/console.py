"""The operator's console, a page a picture, as a phone and as a desk shows it."""

from typing import Any

from tests.support.scenes import world
from tests.support.scenes.scene import Scenes
from tests.support.scenes.visitor import Visitor
from tests.unit.kiosk_ui.fake_data import CLAIM

SCENES = Scenes()
TOWELS, MEMBER = "FBOX-02F0B0000003", "/console/members/A001"
LOW: dict[str, Any] = {
    "code": "low_stock", "severity": "warning", "text_ko": "수건이 3개 남았습니다.",
    "since": "2026-11-28T01:40:00.000Z",
    "about": {"device_uuid": TOWELS, "name": "수건"},
}  # fmt: skip
SILENT: dict[str, Any] = {
    "code": "offline", "severity": "error", "text_ko": "땀수건 기기가 오프라인입니다.",
    "since": "2026-11-28T02:05:00.000Z", "about": {"device_uuid": "FBOX-02F0B0000004", "name": "땀수건"},
}  # fmt: skip
SENT: list[dict[str, Any]] = [
    {
        "cmd": "SET_STOCK", "command_id": "cmd_2", "state": "done", "stock": 20, "expected": 18, "by": "operator",
        "sent_at": "2026-11-28T01:10:00.100Z", "answered_at": "2026-11-28T01:10:00.400Z", "milliseconds": 300,
        "answer": {"event": "stock_updated", "stock": 20, "doorState": "closed"},
    },
    {
        "cmd": "UNLOCK", "command_id": "cmd_1", "state": "silent", "by": "operator",
        "sent_at": "2026-11-28T01:02:00.100Z",
    },
]  # fmt: skip
HEARD: list[dict[str, Any]] = [
    {"event_id": 9, "at": "2026-11-28T01:09:30.000Z", "type": "door_closed", "severity": "info", "details": {}},
    {"event_id": 8, "at": "2026-11-28T01:08:10.000Z", "type": "door_opened", "severity": "info", "details": {}},
]


def _open(me: Visitor, path: str) -> None:
    me.log_in()
    me.open(path)


@SCENES.add("로그인", "Logging in", "password")
def login(me: Visitor) -> None:
    me.open("/console/login")


@SCENES.add("지금: 사람을 기다리는 일", "Now: what needs a person", "alert-offline")
def now(me: Visitor) -> None:
    me.api.alerts = [SILENT, LOW]
    me.api.claims = [dict(CLAIM)]
    _open(me, "/console")


@SCENES.add("기기", "Dispensers", "device-FBOX-02F0B0000004")
def devices(me: Visitor) -> None:
    _open(me, "/console/devices")


@SCENES.add("기기 하나: 상태, 명령, 기록", "One dispenser: state, commands, log", "command-cmd_2")
def device(me: Visitor) -> None:
    me.api.devices[2] |= {"commands": SENT, "last_events": HEARD, "stock": 20}
    _open(me, f"/console/devices/{TOWELS}")


@SCENES.add("명령은 묻고 나서", "A command is asked about", "send")
def command(me: Visitor) -> None:
    _open(me, f"/console/devices/{TOWELS}/REBOOT")


@SCENES.add("채우기: 세기", "Refilling: count", "stock")
def refill(me: Visitor) -> None:
    _open(me, f"/console/devices/{TOWELS}/refill")


@SCENES.add("채우기: 알던 것과 센 것", "Refilling: expected against counted", "difference")
def counted(me: Visitor) -> None:
    _open(me, f"/console/devices/{TOWELS}/counted?stock=10")


@SCENES.add("회원 찾기", "Members", "member-A001")
def members(me: Visitor) -> None:
    _open(me, "/console/members?query=0000")


@SCENES.add("회원 한 사람", "One member", "grant")
def member(me: Visitor) -> None:
    world.past(me.api, "A001", "2026-11-27T09:12:00.000Z", TOP_105="dispensed", PANTS_100="failed")
    _open(me, MEMBER)


@SCENES.add("이용권 지급", "Granting a pass", "send")
def grant(me: Visitor) -> None:
    _open(me, f"{MEMBER}/grant")


@SCENES.add("대여", "Rentals", "rental-rnt_past_1")
def rentals(me: Visitor) -> None:
    world.past(me.api, "A001", "2026-11-27T09:12:00.000Z", TOP_105="dispensed", PANTS_100="failed")
    world.past(me.api, "A002", "2026-11-27T10:40:00.000Z", TOP_105="dispensed", PANTS_100="unknown")
    world.past(me.api, "A003", "2026-11-27T11:05:00.000Z", TOP_100="dispensed")
    _open(me, "/console/rentals")


@SCENES.add("대여 하나: 누른 순간부터 시트까지", "One rental: from tap to Sheet row", "timeline")
def rental(me: Visitor) -> None:
    world.past(me.api, "A001", "2026-11-23T06:00:00.000Z", TOP_105="dispensed")
    _open(me, "/console/rentals/rnt_past_1")


@SCENES.add("신고 정하기", "A claim to decide", "give-back")
def claim(me: Visitor) -> None:
    me.api.claims = [dict(CLAIM)]
    _open(me, "/console/claims/clm_1")


@SCENES.add("알림", "Alerts", "alert-low_stock")
def alerts(me: Visitor) -> None:
    me.api.alerts = [SILENT, LOW]
    _open(me, "/console/alerts")


@SCENES.add("통계", "Figures", "chart-hours")
def figures(me: Visitor) -> None:
    _open(me, "/console/figures")


@SCENES.add("시트", "The workbook", "audit")
def workbook(me: Visitor) -> None:
    _open(me, "/console/workbook")
