"""What the kiosk tells Prometheus beside its requests."""

from prometheus_client import CollectorRegistry, Counter, Gauge

from shared.metrics import new_registry
from shared.web_edge import WebMeters


class Meters:
    """One a process."""

    def __init__(self) -> None:
        self.registry: CollectorRegistry = new_registry()
        self.web = WebMeters(self.registry)
        self._calls = Counter(
            "fbox_kiosk_api_calls",
            "Calls to the rental API: ok, refused (a member's or an operator's matter), gone (no usable answer).",
            ["outcome"],
            registry=self.registry,
        )
        self.streams = Gauge("fbox_kiosk_streams_open", "Screens that follow changes now.", registry=self.registry)

    def called(self, outcome: str) -> None:
        self._calls.labels(outcome).inc()
