"""What the views work with, handed to each of them."""

from dataclasses import dataclass, field

from redis import Redis

from services.kiosk_ui.api import Api
from services.kiosk_ui.api_console import ConsoleApi
from services.kiosk_ui.api_people import PeopleApi
from services.kiosk_ui.meters import Meters
from shared.config import Settings
from shared.keys import Keys


@dataclass(frozen=True)
class Kiosk:
    """One a process."""

    settings: Settings
    api: Api
    console: ConsoleApi
    people: PeopleApi
    redis: Redis
    meters: Meters = field(default_factory=Meters)

    @property
    def keys(self) -> Keys:
        return Keys(self.settings.site)
