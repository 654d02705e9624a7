"""What the ledger's processes tell Prometheus, and what their logs say of a rental. On either database."""

from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from services.rental_api.meters import of_ledger
from shared.metrics import Asked, new_registry
from tests.support.gym import PIN, TOKEN, TOWELS, Gym


def _value(gym: Gym, name: str, **labels: str) -> float | None:
    answer = gym.client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    families = text_string_to_metric_families(answer.text)
    found = (sample for family in families for sample in family.samples if sample.name == name)
    return next((sample.value for sample in found if labels.items() <= sample.labels.items()), None)


def test_only_the_token_opens_them(gym: Gym) -> None:
    assert gym.client.get("/metrics").status_code == 401


def test_what_is_open_is_told_as_it_is_at_the_scrape(gym: Gym) -> None:
    gym.rent(quantity=2)
    assert _value(gym, "fbox_items_open", state="dispensing") == _value(gym, "fbox_items_open", state="reserved") == 1
    assert (_value(gym, "fbox_holds_open"), _value(gym, "fbox_outbox_letters")) == (2, 0)
    gym.hand_out(gym.items()[0])
    assert (_value(gym, "fbox_items_open", state="reserved"), _value(gym, "fbox_holds_open")) == (0, 1)
    gym.pass_by(11)
    assert _value(gym, "fbox_items_open", state="unknown") == 1


def test_orders_are_counted_by_their_answer(gym: Gym) -> None:
    gym.rent("one")
    gym.rent("two", quantity=11)
    gym.rent("three", pin="000000")
    gym.leave(TOWELS)
    gym.rent("four")
    for outcome in ("taken", "invalid-request", "wrong-pin", "device-offline"):
        assert _value(gym, "fbox_rental_orders_total", outcome=outcome) == 1


def test_garments_are_counted_by_what_became_of_them_and_by_whose_word(gym: Gym) -> None:
    gym.rent(quantity=2)
    gym.hand_out(gym.items()[0])
    gym.report(TOWELS, "dispense_failed", commandId=gym.items()[0].item_id, reason="no_stock", stock=0)
    for outcome in ("dispensed", "failed"):
        assert _value(gym, "fbox_items_settled_total", outcome=outcome, by="device") == 1


def test_a_ledger_that_is_gone_is_told_and_the_rest_still_is(gym: Gym) -> None:
    def gone() -> list[object]:
        raise OperationalError("select", {}, Exception("gone"))

    registry = new_registry()
    registry.register(Asked("ledger", [gone], OperationalError))  # type: ignore[list-item]
    assert registry.get_sample_value("fbox_ledger_up") == 0
    assert registry.get_sample_value("process_cpu_seconds_total") is not None
    assert {metric.name for metric in of_ledger(gym.ctx.engine, gym.ctx.clock)} >= {"fbox_items_open"}


def test_every_step_of_a_rental_is_a_line_with_its_id_once_it_is_true(gym: Gym) -> None:
    with capture_logs() as lines:
        made = gym.rent().get_json()["rental_id"]
        gym.hand_out(gym.items()[0])
    steps = [(line["event"], line.get("rental_id")) for line in lines if "rental_id" in line]
    assert steps == [("rental", made), ("handed to the gateway", made), ("item_dispensed", made)]
    assert [line["tap"] for line in lines if line["event"] == "answered"] == ["tap-1"]
    assert PIN not in str(lines)


def test_what_was_refused_leaves_no_line_of_a_rental(gym: Gym) -> None:
    with capture_logs() as lines:
        gym.rent(pin="000000")
    assert [line["event"] for line in lines] == ["answered"]
