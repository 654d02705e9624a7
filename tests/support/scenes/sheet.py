"""The pictures of a walk through the scenes, composed: `python -m tests.support.scenes.sheet FOLDER DOCS`.

FOLDER has what the browser tests took; DOCS gets screens.png (every case), looks.png (languages and views),
console.png (the console's pages) and the README's pictures.
"""

import shutil
import sys
from collections.abc import Iterable
from html import escape
from pathlib import Path

from tests.support.browser import chromium
from tests.support.pictures import save
from tests.support.scenes import CHAPTERS, IN_EVERY_LOOK, console
from tests.support.scenes.scene import Scene

README = ("products", "pay-split", "dispensing", "complete")
README_CONSOLE = "console-now-phone"
LOOKS = {
    "ko": "한국어", "en": "English", "zh": "中文",
    "ko-large": "한국어, 큰 글씨 · large", "en-large": "English, large", "zh-large": "中文, 大字",
}  # fmt: skip
STYLE = """
  body { margin: 0; padding: 48px; width: max-content; background: #fff; color: #18211d;
         font: 22px/1.3 NanumSquare, NanumGothic, "WenQuanYi Micro Hei", sans-serif; }
  h2 { margin: 40px 0 20px; font-size: 34px; } h2:first-child { margin-top: 0; }
  div { display: grid; grid-template-columns: repeat(5, 310px); gap: 36px 24px; }
  div.looks { grid-template-columns: repeat(6, 310px); }
  figcaption:lang(zh) { font-family: "WenQuanYi Micro Hei"; }
  figure { margin: 0; } figcaption { margin-bottom: 10px; } small { display: block; font-size: 18px; color: #56625c; }
  img { width: 310px; border-radius: 14px; box-shadow: 0 0 0 2px #cfcbc0; display: block; }
  figure { display: flex; flex-direction: column; justify-content: space-between; }
  div.console { grid-template-columns: repeat(2, auto); gap: 36px; }
  div.console span { display: flex; gap: 16px; } div.console img { width: auto; height: 400px; }
"""


def figure(picture: str, title: str, more: str = "", lang: str = "ko") -> str:
    small = f"<small>{escape(more)}</small>" if more else ""
    return f'<figure><figcaption lang="{lang}">{escape(title)}{small}</figcaption><img src="{picture}.png"></figure>'


def every_case(chapters: Iterable[tuple[str, list[Scene]]]) -> str:
    """In Korean, with a caption in both languages."""
    parts = []
    for title, scenes in chapters:
        figures = "".join(figure(f"{one.name}-ko", one.ko, one.en) for one in scenes)
        parts.append(f"<h2>{escape(title)}</h2><div>{figures}</div>")
    return "".join(parts)


def every_look() -> str:
    shown = [(name, look, told) for name in IN_EVERY_LOOK for look, told in LOOKS.items()]
    figures = "".join(figure(f"{name}-{look}", told, lang=look[:2]) for name, look, told in shown)
    return f'<div class="looks">{figures}</div>'


def every_page() -> str:
    """Of the console: at a desk, and beside it on a phone."""
    return f'<div class="console">{"".join(_both(one) for one in console.SCENES)}</div>'


def _both(one: Scene) -> str:
    pictures = "".join(f'<img src="console-{one.name}-{where}.png">' for where in ("desk", "phone"))
    told = f'<figcaption lang="ko">{escape(one.ko)}<small>{escape(one.en)}</small></figcaption>'
    return f"<figure>{told}<span>{pictures}</span></figure>"


def main(folder: Path, docs: Path) -> None:
    sheets = {"screens": every_case(CHAPTERS), "looks": every_look(), "console": every_page()}
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 100, "height": 100})
        for name, body in sheets.items():
            html = folder / f"{name}.html"
            html.write_text(f"<!doctype html><meta charset=utf-8><style>{STYLE}</style>{body}", encoding="utf-8")
            page.goto(html.as_uri())
            size = page.evaluate("({width: document.body.offsetWidth, height: document.body.offsetHeight})")
            page.set_viewport_size(size)
            save(page.screenshot(), docs / "pictures" / f"{name}.png")
    for name in README:
        for lang in ("ko", "en"):
            shutil.copyfile(folder / f"{name}-{lang}.png", docs / "pictures" / f"{name}-{lang}.png")
    shutil.copyfile(folder / f"{README_CONSOLE}.png", docs / "pictures" / f"{README_CONSOLE}.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]))
