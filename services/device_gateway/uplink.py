"""From the broker to Redis: one thread writes what has come in, in batches, and then acknowledges it."""

from collections.abc import Callable

import structlog

from services.device_gateway.batch import Outcome, fold, sort
from services.device_gateway.inbox import Inbox, Item
from services.device_gateway.messages import Delivery
from services.device_gateway.orders import Orders
from services.device_gateway.store import Store

MOST_AT_ONCE = 8000
BUSY = 64
GATHER_SECONDS = 0.2
REFUSALS_LOGGED = 10
log = structlog.get_logger()


class Uplink:
    """`acknowledge` is called for a delivery only after Redis has everything that came of it (lesson 10).

    `check` raises where this process may not write any more, because its lease has run out. `orders` tell whose
    garment a report is about.
    """

    def __init__(
        self,
        inbox: Inbox,
        store: Store,
        acknowledge: Callable[[Delivery], None],
        check: Callable[[], None],
        orders: Orders | None = None,
    ) -> None:
        self._inbox = inbox
        self._store = store
        self._acknowledge = acknowledge
        self._check = check
        self._orders = orders or Orders()

    def run(self) -> None:
        """Until the inbox is closed. Raises what Redis raises, with the batch unacknowledged: this process must end.

        A pause after a big batch makes the next one bigger still, where each device costs once. A lone message never
        waits for it, and an event at QoS 1 ends it.
        """
        while True:
            items = self._inbox.take(MOST_AT_ONCE)
            self.process(items)
            if None in items:
                return
            if len(items) > BUSY:
                self._inbox.gather(GATHER_SECONDS)

    def process(self, items: list[Item]) -> None:
        """One batch, from the broker to Redis to the acknowledgement."""
        deliveries = [item for item in items if isinstance(item, Delivery)]
        outcome = Outcome()
        outcome.counts.update(item for item in items if isinstance(item, str))
        heard = sort(deliveries, outcome)
        fold(heard, self._store.drafts(message.uuid for message in heard), outcome)
        self._check()
        self._store.write(outcome)
        for delivery in deliveries:
            if delivery.qos:
                self._acknowledge(delivery)
        self._tell(outcome)

    def _tell(self, outcome: Outcome) -> None:
        for event in outcome.events:
            log.info(event.event, device=event.device_uuid, data=event.data, **self._orders.names(event))
        for refused in outcome.refused[:REFUSALS_LOGGED]:
            log.warning("message refused", topic=refused.topic, reason=refused.reason)
