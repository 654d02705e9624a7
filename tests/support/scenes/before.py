"""Who is there, what there is, and what is chosen."""

from tests.support.scenes import world
from tests.support.scenes.scene import Scenes
from tests.support.scenes.visitor import Visitor

SCENES = Scenes()


@SCENES.add("처음 화면", "The start", "stock-strip")
def start(me: Visitor) -> None:
    me.open("/")


@SCENES.add("등록되지 않은 번호", "An unknown number", "note")
def unknown_number(me: Visitor) -> None:
    me.post("/identify", phone="01099999999")
    me.open("/")


@SCENES.add("등록되지 않은 락커 키나 카드", "An unknown locker key or card", "note")
def unknown_key(me: Visitor) -> None:
    me.post("/tap", card="04A1B2C3D4")
    me.open("/")


@SCENES.add("번호를 여러 번 틀림", "Too many unknown numbers", "lookup-locked")
def numbers_locked(me: Visitor) -> None:
    me.api.misses_left = 0
    me.post("/identify", phone="01099999999")
    me.open("/")


@SCENES.add("이용이 정지된 회원", "A suspended member", "note")
def suspended(me: Visitor) -> None:
    me.post("/identify", phone="01010000005")
    me.open("/")


@SCENES.add("상품, 이용권 하나", "Products, one pass", "quantity-P-TOP-105")
def products(me: Visitor) -> None:
    me.identify()
    me.fill('{"P-TOP-105": 1, "P-TOWEL": 2}')
    me.open("/products")


@SCENES.add("지난번 사이즈 먼저", "The size worn last comes first", "his-P-TOP-105")
def his_size(me: Visitor) -> None:
    world.past(me.api, "A002", "2026-11-26T09:00:00.000Z", TOP_105="dispensed", PANTS_100="dispensed")
    me.identify("A002")
    me.open("/products")


@SCENES.add("품절과 점검 중", "Sold out, and paused", "reason-P-TOP-105")
def paused(me: Visitor) -> None:
    me.api.products["P-TOP-105"]["online"] = False
    me.api.products["P-TOP-100"]["available"] = 0
    me.identify()
    me.open("/products")


@SCENES.add("이용권이 없는 회원", "Nothing to pay with: can look", "no-pass")
def no_pass(me: Visitor) -> None:
    me.identify("A004")
    me.fill('{"P-TOWEL": 1}')
    me.open("/products")


@SCENES.add("이용권이 없으면", "… and is told how to get a pass", "insufficient")
def no_pass_cart(me: Visitor) -> None:
    me.identify("A004")
    me.fill('{"P-TOWEL": 1}')
    me.open("/cart")


@SCENES.add("담은 것, 이용권 하나", "The cart, one pass: straight to the PIN", "payers")
def cart(me: Visitor) -> None:
    me.identify()
    me.fill('{"P-TOP-105": 1, "P-TOWEL": 2}')
    me.open("/cart")


@SCENES.add("담은 사이에 줄고 멈춤", "Gone while in the cart: stock, dispenser", "cart-problem")
def cart_problem(me: Visitor) -> None:
    me.identify()
    me.fill('{"P-TOP-105": 1, "P-PANTS-100": 1, "P-TOWEL": 2}')
    me.api.products["P-TOWEL"]["available"] = 1
    me.api.products["P-TOP-105"]["online"] = False
    me.open("/cart")


@SCENES.add("내 이용권, 최근 대여", "My passes, my last rentals", "my-rentals")
def mine(me: Visitor) -> None:
    world.past(me.api, "A002", "2026-11-27T09:12:00.000Z", TOP_105="dispensed", PANTS_100="failed")
    world.past(me.api, "A002", "2026-11-25T10:40:00.000Z", TOP_105="dispensed", PANTS_100="dispensed")
    me.identify("A002")
    me.open("/me?from=products")
