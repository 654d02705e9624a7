"""Texts that PostgreSQL would refuse: longer than their column, or with a NUL in them."""

from contextlib import closing
from pathlib import Path

import pytest

from tests.support.gym import TOKEN, TOPS, Gym, code

ODD = ["x" * 128, "two\0halves"]


@pytest.mark.parametrize("text", ODD)
def test_a_dispenser_is_registered_whatever_it_calls_itself(gym: Gym, text: str) -> None:
    gym.report(TOPS, "boot_complete", category="top", size=text[:32], deviceName=text)
    assert TOPS in [product["device_uuid"] for product in gym.get("/api/products")["products"]]


def test_a_dispenser_with_an_odd_size_changes_its_product_once(gym: Gym) -> None:
    for _ in range(2):
        gym.report(TOPS, "boot_complete", category="top", size="9" * 32, deviceName="상의")
    assert gym.event_types().count("product_created") == 2  # with the towels'


@pytest.mark.parametrize("text", ODD)
def test_a_failure_releases_whatever_its_reason(gym: Gym, text: str) -> None:
    gym.rent()
    [item] = gym.items()
    gym.report(item.device_uuid, "dispense_failed", commandId=item.item_id, reason=text)
    assert (gym.item(item.item_id).state, gym.balance()) == ("failed", 10)


@pytest.mark.parametrize("text", ODD)
def test_an_answer_to_no_order_of_ours_is_recorded_whatever_its_id(gym: Gym, text: str) -> None:
    gym.report(TOPS, "dispense_complete", commandId=text)
    assert "answer_without_rental" in gym.event_types()


def test_a_text_that_cannot_be_kept_is_refused_as_such(tmp_path: Path, postgres_url: str) -> None:
    with closing(Gym(tmp_path, postgres_url)) as gym:
        body = {"name": "two\0halves", "phone": "010-4000-0001"}
        answer = gym.client.put("/api/members/D001", json=body, headers={"Authorization": f"Bearer {TOKEN}"})
        assert (answer.status_code, code(answer)) == (422, "invalid-request")
