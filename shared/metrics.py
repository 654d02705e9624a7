"""Metrics in Prometheus's form: one registry a process, and a listener on the loopback where it has no HTTP."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import structlog
from prometheus_client import (
    CollectorRegistry,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    start_http_server,
)
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

LOOPBACK = "127.0.0.1"
JOB_BUCKETS = (0.005, 0.02, 0.1, 0.5, 2.0, 10.0)
log = structlog.get_logger()

Ask = Callable[[], Iterable[Metric]]


def new_registry() -> CollectorRegistry:
    """With the process's own figures (memory, time, files), and without a second time series for each counter."""
    disable_created_metrics()  # type: ignore[no-untyped-call]
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    return registry


def listen(registry: CollectorRegistry, port: int) -> None:
    """Answers this machine alone, from a thread. Without the port (a second gateway) the process does its work."""
    try:
        start_http_server(port, LOOPBACK, registry)
    except OSError as error:
        log.warning("no metrics", port=port, error=str(error))


class Asked(Collector):
    """Figures that others keep, asked for at every scrape: nothing of them is held here.

    A source that is gone costs its own figures, and `fbox_<name>_up` says so; the scrape goes on.
    """

    def __init__(self, name: str, asks: Sequence[Ask], gone: type[Exception]) -> None:
        self._name, self._asks, self._gone = name, asks, gone

    def collect(self) -> Iterable[Metric]:
        up = f"Whether {self._name} answered this scrape."
        try:
            found = [metric for ask in self._asks for metric in ask()]
        except self._gone:
            return [number(f"fbox_{self._name}_up", up, 0)]
        return [*found, number(f"fbox_{self._name}_up", up, 1)]


class Together(Collector):
    """Several as one."""

    def __init__(self, *collectors: Collector) -> None:
        self._collectors = collectors

    def collect(self) -> Iterable[Metric]:
        for collector in self._collectors:
            yield from collector.collect()


def gauge(name: str, told: str, label: str, values: Mapping[str, float]) -> Metric:
    family = GaugeMetricFamily(name, told, labels=[label])
    for value in values:
        family.add_metric([value], values[value])
    return family


def counter(name: str, told: str, labels: Sequence[str], values: Mapping[tuple[str, ...], float]) -> Metric:
    """`name` without its `_total`."""
    family = CounterMetricFamily(name, told, labels=labels)
    for value in values:
        family.add_metric(value, values[value])
    return family


def number(name: str, told: str, value: float) -> Metric:
    return GaugeMetricFamily(name, told, value)


def job_watch(registry: CollectorRegistry) -> Callable[[str, bool, float], None]:
    """A `shared.worker.Watch`."""
    took = Histogram(
        "fbox_job_seconds",
        "Seconds that jobs of this process's queue took, by name and outcome (ok, failed).",
        ["job", "outcome"],
        buckets=JOB_BUCKETS,
        registry=registry,
    )

    def watch(job: str, well: bool, seconds: float) -> None:
        took.labels(job, "ok" if well else "failed").observe(seconds)

    return watch
