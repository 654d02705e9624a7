"""What a scene is: how it comes about, what must be seen in it, and what a reader of the pictures is told."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.support.scenes.visitor import Visitor

Play = Callable[[Visitor], None]


@dataclass(frozen=True)
class Scene:
    """`sees`: the test id of what the case is about."""

    name: str
    ko: str
    en: str
    sees: str
    play: Play


class Scenes(list[Scene]):
    """In the order in which they are shown."""

    def add(self, ko: str, en: str, sees: str) -> Callable[[Play], Play]:
        def keep(play: Play) -> Play:
            self.append(Scene(play.__name__.replace("_", "-"), ko, en, sees, play))
            return play

        return keep
