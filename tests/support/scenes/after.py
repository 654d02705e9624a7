"""What comes out, what does not, and what nobody can tell yet; and when nothing answers."""

from playwright.sync_api import expect

from tests.support.scenes.scene import Scenes
from tests.support.scenes.visitor import Visitor

SCENES = Scenes()
THREE = '{"P-TOP-105": 1, "P-TOWEL": 2}'
OUT, NOT_OUT, UNSURE = "dispensed", "failed", "unknown"


def _rental(me: Visitor, *states: str) -> str:
    me.identify()
    return me.rent(THREE, *states)


@SCENES.add("나오는 중", "Coming out", "rental-state")
def dispensing(me: Visitor) -> None:
    me.open(_rental(me, OUT, "dispensing", "reserved"))


@SCENES.add("모두 나옴", "All of it came out", "remaining")
def complete(me: Visitor) -> None:
    me.open(_rental(me, OUT, OUT, OUT))


@SCENES.add("일부만 나옴", "Some of it came out", "remaining")
def partial(me: Visitor) -> None:
    me.api.passes["A001"][0]["remaining"] += 1
    me.open(_rental(me, OUT, OUT, NOT_OUT))


@SCENES.add("하나도 나오지 않음", "None of it came out", "remaining")
def failed(me: Visitor) -> None:
    me.api.passes["A001"][0]["remaining"] += 3
    me.open(_rental(me, NOT_OUT, NOT_OUT, NOT_OUT))


@SCENES.add("확인 중: 보류, 차감 전", "Being checked: held, not charged", "remaining")
def checking(me: Visitor) -> None:
    me.open(_rental(me, OUT, OUT, UNSURE))


@SCENES.add("“나오지 않았어요”의 답", "“Nothing came out”, answered", "remaining")
def claims(me: Visitor) -> None:
    path = _rental(me, OUT, OUT, OUT)
    for place, verdict in enumerate(("given_back", "came_out", "checking")):
        me.api.verdict = verdict
        me.post(f"{path}/claims", item=me.api.rentals[path.rpartition("/")[2]]["items"][place]["item_id"])
    me.api.passes["A001"][0]["remaining"] += 1
    me.open(path)


@SCENES.add("아무도 만지지 않음", "Nobody touches it", "idle-warning")
def idle(me: Visitor) -> None:
    me.identify()
    me.fill(THREE)
    me.open("/products")
    me.later(seconds=53)


@SCENES.add("서버가 쉬는 중", "The ledger does not answer", "gone")
def gone(me: Visitor) -> None:
    me.identify()
    me.api.down = True
    me.open("/products")


@SCENES.add("연결이 끊김", "The kiosk itself does not answer", "trouble")
def trouble(me: Visitor) -> None:
    me.identify()
    me.fill(THREE)
    me.open("/cart")
    me.page.context.route("**/healthz", lambda route: route.abort())
    me.at("cart-confirm").tap()
    expect(me.at("trouble")).to_be_visible()


@SCENES.add("없는 화면", "No such screen", "message")
def message(me: Visitor) -> None:
    me.open("/nowhere")
