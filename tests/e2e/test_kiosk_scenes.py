"""Every case at the kiosk in its languages and both views: seen, whole at 600×1024, large enough for a finger; and
nobody kept from it, by axe and by keyboard. One walk shows it all, as a walk is what costs time.

Each time every case is walked in Korean, and those with the most text in all three languages; with `LOOKS=all`
(`make long`) and for pictures every case in all.
"""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from services.kiosk_ui.words import LANGUAGES
from tests.support.accessible import grave, out_of_reach
from tests.support.kiosk import SCREEN
from tests.support.pictures import take_picture, wants_pictures
from tests.support.scenes import ALL, IN_EVERY_LOOK
from tests.support.scenes.scene import Scene
from tests.support.scenes.visitor import Look, Visitor, before_a_kiosk

SPOKEN = [Look(lang) for lang in LANGUAGES]
IN_PICTURES = SPOKEN[:2]
EVERYTHING = wants_pictures() or os.environ.get("LOOKS") == "all"
FOR_ALL = (("ko", ""), ("en", "large"))
"""Looks in which it is asked whether anybody is kept out."""
ENLARGED = [Look(lang, large=True) for lang in LANGUAGES]

# What reaches over the screen's edge, is cut off, or is too small for a finger.
WRONG = """() => [...document.querySelectorAll('body *')].filter((e) => {
  const box = e.getBoundingClientRect();
  if (!box.width || e.closest('.unseen, [hidden], svg, .item-sign')) return false;
  const out = box.right > innerWidth + 1 || (box.bottom > innerHeight + 1 && !e.closest('.scroll'));
  const wide = e.scrollWidth > e.clientWidth + 2 && e.clientWidth && getComputedStyle(e).display !== 'inline';
  const text = e.matches('button, a, p, h1, h2, h3, span, li, header');
  const high = text && e.clientHeight && e.scrollHeight > e.clientHeight + 6;
  return out || wide || high || (e.matches('button, a') && Math.min(box.width, box.height) < 48);
}).map((e) => e.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def visitor(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    page = chromium.new_page(viewport=SCREEN, has_touch=True)  # type: ignore[arg-type]
    page.set_default_timeout(20_000)
    with before_a_kiosk(page, tmp_path_factory.mktemp("kiosk")) as one:
        yield one


@pytest.mark.parametrize("scene", ALL, ids=lambda scene: scene.name)
def test_every_case_is_seen_whole_in_each_language_and_view_and_keeps_nobody_out(
    visitor: Visitor, scene: Scene
) -> None:
    for look in SPOKEN if EVERYTHING or scene.name in IN_EVERY_LOOK else SPOKEN[:1]:
        show(visitor, scene, look)
        assert visitor.page.locator("html").get_attribute("lang") == look.lang
        for view in ("", "large"):
            visitor.page.evaluate("view => { document.documentElement.dataset.view = view }", view)
            assert visitor.page.evaluate(WRONG) == [], (look, view)
            if (look.lang, view) in FOR_ALL:
                assert grave(visitor.page) + out_of_reach(visitor.page) == [], (look, view)


@pytest.mark.skipif(not wants_pictures(), reason="the case above looks at both views of each page")
@pytest.mark.parametrize("scene", [one for one in ALL if one.name in IN_EVERY_LOOK], ids=lambda scene: scene.name)
def test_the_large_view_has_its_pictures(visitor: Visitor, scene: Scene) -> None:
    for look in ENLARGED:
        show(visitor, scene, look)


def show(visitor: Visitor, scene: Scene, look: Look) -> None:
    visitor.begin(look)
    scene.play(visitor)
    expect(visitor.at(scene.sees)).to_be_visible()
    if look in IN_PICTURES or scene.name in IN_EVERY_LOOK:
        take_picture(visitor.page, scene.name + look.suffix)
