"""No answer in time: the hold stays, the evidence decides, and nothing is ever sent for twice."""

from tests.support.gym import TOWELS, Gym, code


def _unknown(gym: Gym, v3: bool) -> str:
    """One towel sent for, its answer lost; returns the item's id."""
    gym.boot(TOWELS, 20, v3=v3)
    if not v3:
        gym.ctx.redis.hdel(gym.ctx.keys.device(TOWELS), "command_mark", "last_commands")
    gym.rent()
    gym.pass_by(10)
    item = gym.items()[0]
    assert item.state == "unknown"
    return item.item_id


def _answer_status(gym: Gym, **values: object) -> None:
    gym.now += 5
    gym.tell(TOWELS, status_heard=gym.now, **values)


def test_without_an_answer_the_charge_stays_held_and_the_member_sees_checking(gym: Gym) -> None:
    item_id = _unknown(gym, v3=True)
    rental = gym.get(f"/api/rentals/{gym.item(item_id).rental_id}")
    assert (rental["state"], gym.balance(), gym.kinds()) == ("checking", 9, ["grant", "hold"])


def test_an_unknown_garment_is_never_sent_for_again(gym: Gym) -> None:
    item_id = _unknown(gym, v3=True)
    sent = len([1 for job, _ in gym.commands() if job == "dispense"])
    for _ in range(20):
        gym.pass_by(5)
    assert len([1 for job, _ in gym.commands() if job == "dispense"]) == sent
    assert gym.item(item_id).state == "unknown"


def test_the_device_is_asked_and_fenced(gym: Gym) -> None:
    item_id = _unknown(gym, v3=True)
    job, asked = gym.commands()[-1]
    assert (job, asked["cmd"], asked["fields"]) == ("command", "STATUS", {"fence": gym.item(item_id).command_seq})


def test_a_blocked_dispenser_takes_no_new_garment(gym: Gym) -> None:
    gym.rent("first", quantity=2)
    gym.pass_by(10)
    gym.pass_by(1)
    assert [item.state for item in gym.items()] == ["unknown"]
    assert gym.balance() == 9


def test_the_devices_own_record_charges(gym: Gym) -> None:
    item_id = _unknown(gym, v3=True)
    _answer_status(gym, last_commands={item_id: "dispensed"}, stock=19)
    gym.pass_by(1)
    assert (gym.item(item_id).state, gym.kinds()) == ("dispensed", ["grant", "hold", "post"])


def test_the_devices_own_record_releases(gym: Gym) -> None:
    item_id = _unknown(gym, v3=True)
    _answer_status(gym, last_commands={item_id: "failed"})
    gym.pass_by(1)
    assert (gym.item(item_id).state, gym.balance()) == ("failed", 10)


def test_a_command_that_never_arrived_is_released_once_the_device_is_fenced(gym: Gym) -> None:
    item_id = _unknown(gym, v3=True)
    _answer_status(gym, command_mark=gym.item(item_id).command_seq)
    gym.pass_by(1)
    assert (gym.item(item_id).state, gym.item(item_id).reason) == ("failed", "not_received")


def test_without_the_fence_nothing_is_released(gym: Gym) -> None:
    item_id = _unknown(gym, v3=True)
    _answer_status(gym, command_mark=0)
    gym.pass_by(1)
    assert gym.item(item_id).state == "unknown"


def test_a_move_cut_by_a_power_failure_goes_to_the_owner_at_once(gym: Gym) -> None:
    gym.rent()
    item_id = gym.items()[0].item_id
    gym.tell(TOWELS, last_commands={item_id: "unknown"})
    gym.pass_by(1)
    gym.pass_by(1)
    told = gym.get("/api/items?state=unknown")["items"]
    assert [(item["item_id"], item["reason"]) for item in told] == [(item_id, "interrupted")]
    assert "owner_asked" in gym.event_types()


def test_field_firmware_with_one_less_in_stock_has_handed_it_out(gym: Gym) -> None:
    item_id = _unknown(gym, v3=False)
    gym.tell(TOWELS, stock=19)
    gym.pass_by(1)
    assert gym.item(item_id).state == "dispensed"


def test_field_firmware_with_the_same_stock_has_not_once_it_answered(gym: Gym) -> None:
    item_id = _unknown(gym, v3=False)
    gym.pass_by(1)
    assert gym.item(item_id).state == "unknown"
    _answer_status(gym)
    gym.pass_by(1)
    assert (gym.item(item_id).state, gym.balance()) == ("failed", 10)


def test_a_door_opened_meanwhile_voids_the_stock_as_evidence(gym: Gym) -> None:
    item_id = _unknown(gym, v3=False)
    _answer_status(gym, stock=19, evidence="e2")
    gym.pass_by(1)
    assert (gym.item(item_id).state, gym.item(item_id).reason) == ("unknown", "evidence_void")


def test_the_owner_decides_and_the_decision_is_final(gym: Gym) -> None:
    item_id = _unknown(gym, v3=False)
    first = gym.post(f"/api/items/{item_id}/resolution", {"outcome": "failed"})
    second = gym.post(f"/api/items/{item_id}/resolution", {"outcome": "dispensed"})
    assert (first.status_code, code(second)) == (200, "already-resolved")
    assert (gym.balance(), gym.kinds()) == (10, ["grant", "hold", "release"])


def test_a_late_answer_settles_what_is_still_unknown(gym: Gym) -> None:
    item_id = _unknown(gym, v3=True)
    gym.report(TOWELS, "dispense_complete", commandId=item_id, stock=19)
    assert gym.item(item_id).state == "dispensed"


def test_a_late_answer_without_an_id_belongs_to_the_dispensers_one_open_garment(gym: Gym) -> None:
    item_id = _unknown(gym, v3=False)
    gym.report(TOWELS, "dispense_complete", stock=19)
    assert gym.item(item_id).state == "dispensed"


def test_before_its_deadline_a_v3_device_is_sent_the_same_order_again(gym: Gym) -> None:
    gym.rent()
    gym.pass_by(4)
    first, second = (order for _, order in gym.commands())
    assert (first["command_id"], first["command_seq"]) == (second["command_id"], second["command_seq"])


def test_field_firmware_is_never_sent_an_order_again(gym: Gym) -> None:
    _unknown(gym, v3=False)
    assert len([1 for job, _ in gym.commands() if job == "dispense"]) == 1


def test_a_garment_reserved_at_a_dispenser_that_left_is_released(gym: Gym) -> None:
    gym.rent(quantity=2)
    gym.leave(TOWELS)
    gym.hand_out(gym.items()[0])
    gym.pass_by(11)
    assert (gym.items(), gym.balance()) == ([], 9)
