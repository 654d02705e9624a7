"""Every case a member may meet at the kiosk, each told in a few lines, before a kiosk whose API is a fake.

The browser tests walk them in each language and view; `make pictures` makes docs/screens.md's of them. The world is
the same each time, to the won and the minute, so that a picture changes only with its screen.
"""

from tests.support.scenes import after, before, paying
from tests.support.scenes.scene import Scene

CHAPTERS: list[tuple[str, list[Scene]]] = [
    ("고르기 · Choosing", before.SCENES),
    ("내기 · Paying", paying.SCENES),
    ("나오기 · Coming out", after.SCENES),
]
ALL = [scene for _, scenes in CHAPTERS for scene in scenes]
IN_EVERY_LOOK = ("start", "products", "pay-split", "pin-wrong", "checking")
"""Those whose pictures show every language in both views."""
