"""Who pays what, and the PIN."""

from tests.support.scenes.scene import Scenes
from tests.support.scenes.visitor import Visitor
from tests.support.scenes.world import COUNT, MONTH, WON
from tests.unit.kiosk_ui.fake_data import charge

SCENES = Scenes()
LOTS = '{"P-TOP-105": 3, "P-PANTS-100": 1, "P-TOWEL": 1}'
USES = (charge(MONTH, 3),)


def _several(me: Visitor) -> None:
    """Five garments: the subscription has one of each kind for today."""
    me.api.ways["A003"] = [
        [*USES, charge(COUNT, 2)],
        [*USES, charge(WON, 2000)],
        [charge(COUNT, 5)],
    ]
    me.identify("A003")
    me.fill(LOTS)


@SCENES.add("누가 얼마나 낼까: 방법", "Who pays what: the ways", "way-2")
def pay_ways(me: Visitor) -> None:
    _several(me)
    me.open("/pay")


@SCENES.add("누가 얼마나 낼까: 나누기", "Who pays what: all its parts", "vouchers")
def pay(me: Visitor) -> None:
    me.api.ways["A003"] = [[charge(MONTH, 3), charge(COUNT, 1), charge(WON, 1000)]]
    me.identify("A003")
    me.fill(LOTS)
    me.open("/pay")


@SCENES.add("나눠 내기: 모자람", "The split by keypad: not enough yet", "pay-done")
def pay_split(me: Visitor) -> None:
    me.api.ways["A002"] = [[charge(WON, 3000)]]
    me.identify("A002")
    me.fill('{"P-TOP-105": 1, "P-PANTS-100": 1, "P-TOWEL": 1}')
    me.open("/pay")
    me.at("voucher-pas_v").tap()
    for key in ("1", "5", "00"):
        me.at(f"key-{key}").tap()


@SCENES.add("나눠 내기: 딱 맞음", "The split adds up: the way on opens", "pay-next")
def pay_right(me: Visitor) -> None:
    pay_split(me)
    me.at("voucher-pas_v").tap()
    me.at("voucher-pas_b").tap()
    for key in ("1", "5", "00"):
        me.at(f"key-{key}").tap()
    me.at("pay-done").tap()


@SCENES.add("오늘 몫을 다 쓴 구독권", "The day's limit used up: a voucher pays", "short-top")
def day_used_up(me: Visitor) -> None:
    me.api.passes["A003"] = [{**MONTH, "remaining_today": {"top": 0, "pants": 1, "towel": 1}}, dict(WON)]
    me.api.ways["A003"] = [[charge(MONTH, 1), charge(WON, 1000)]]
    me.identify("A003")
    me.fill('{"P-TOP-105": 1, "P-PANTS-100": 1}')
    me.open("/cart")


def _to_pin(me: Visitor) -> None:
    me.identify()
    me.fill('{"P-TOP-105": 1, "P-TOWEL": 2}')


@SCENES.add("PIN", "The PIN", "key-enter")
def pin(me: Visitor) -> None:
    _to_pin(me)
    me.open("/pin")
    for key in "123":
        me.at(f"key-{key}").tap()


@SCENES.add("PIN이 틀림", "A wrong PIN", "note")
def pin_wrong(me: Visitor) -> None:
    _to_pin(me)
    me.post("/pin", pin="000000")
    me.open("/pin")


@SCENES.add("PIN이 잠김", "The PIN is locked", "pin-locked")
def pin_locked(me: Visitor) -> None:
    me.api.wrong_pins_left = 1
    _to_pin(me)
    me.post("/pin", pin="000000")
    me.open("/pin")


@SCENES.add("응답이 늦어짐", "No answer: asked once more, rented once", "note")
def pin_unsure(me: Visitor) -> None:
    _to_pin(me)
    me.api.down = True
    me.post("/pin", pin="123456")
    me.api.down = False
    me.open("/pin")
