"""What is wrong with the workbook is told once, and so is that it is over."""

from services.rental_api.owner.trouble import take_trouble
from tests.support.gym import Gym

WHY = "member_id 열이 없습니다."


def troubles(gym: Gym) -> list[str]:
    return [kind for kind in gym.event_types() if kind.startswith("workbook_")]


def test_a_trouble_is_told_once_however_often_it_comes(gym: Gym) -> None:
    for _ in range(3):
        take_trouble(gym.ctx, "members", WHY)
    assert troubles(gym) == ["workbook_trouble"]
    assert gym.ctx.redis.hgetall(gym.ctx.keys.troubles) == {"members": WHY}


def test_another_trouble_of_the_same_tab_is_told(gym: Gym) -> None:
    take_trouble(gym.ctx, "members", WHY)
    take_trouble(gym.ctx, "members", "줄이 많이 사라졌습니다.")
    assert troubles(gym) == ["workbook_trouble"] * 2


def test_its_end_is_told_once_and_nothing_is_left_of_it(gym: Gym) -> None:
    for trouble in (WHY, "", ""):
        take_trouble(gym.ctx, "members", trouble)
    assert troubles(gym) == ["workbook_trouble", "workbook_trouble_over"]
    assert gym.ctx.redis.hgetall(gym.ctx.keys.troubles) == {}


def test_a_tab_that_was_never_in_trouble_is_not_told_to_be_out_of_it(gym: Gym) -> None:
    take_trouble(gym.ctx, "members", "")
    assert troubles(gym) == []
