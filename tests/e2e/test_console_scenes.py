"""The console's pages for its contact sheet; what they do on the whole stack is in test_console*.py."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from tests.support.operator import DESK, PHONE, SMALL
from tests.support.pictures import take_picture, wants_pictures
from tests.support.scenes.console import SCENES
from tests.support.scenes.scene import Scene
from tests.support.scenes.visitor import Look, Visitor, before_a_kiosk

WHERE = {"phone": PHONE, "desk": DESK}
pytestmark = pytest.mark.skipif(not wants_pictures(), reason="each page is walked on the whole stack, and by axe")


@pytest.fixture(scope="module")
def visitor(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    page = chromium.new_page(locale="ko-KR")
    page.set_default_timeout(20_000)
    with before_a_kiosk(page, tmp_path_factory.mktemp("kiosk")) as one:
        yield one


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_a_page_of_the_console_fits_its_screen(visitor: Visitor, scene: Scene, where: str) -> None:
    size = WHERE[where]
    visitor.page.set_viewport_size(ViewportSize(width=size["width"], height=size["height"]))
    visitor.begin(Look("ko"))
    scene.play(visitor)
    expect(visitor.at(scene.sees).first).to_be_visible()
    assert visitor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert visitor.page.evaluate(SMALL) == []
    take_picture(visitor.page, f"console-{scene.name}-{where}")
