"""Commands that a person sends to a dispenser: logged with who and what, and with what the dispenser answered."""

from typing import Any

from shared import firmware_offer
from tests.support.gym import TOWELS, Gym


def _send(gym: Gym, cmd: str, **fields: int) -> str:
    return str(gym.post(f"/api/devices/{TOWELS}/commands", {"cmd": cmd, **fields}).json["command_id"])  # type: ignore[index]


def _device(gym: Gym) -> dict[str, Any]:
    return gym.get(f"/api/devices/{TOWELS}")


def test_a_command_is_logged_with_who_sent_it(gym: Gym) -> None:
    command_id = _send(gym, "LOCK")
    [event] = [one for one in gym.get("/api/events")["events"] if one["type"] == "command"]
    assert event["details"] == {"cmd": "LOCK", "command_id": command_id, "by": "operator"}
    assert event["device_uuid"] == TOWELS


def test_an_answer_is_told_with_its_time_and_logged(gym: Gym) -> None:
    command_id = _send(gym, "LOCK")
    assert _device(gym)["last_command"]["state"] == "waiting"
    gym.now += 240
    gym.report(TOWELS, "status", commandId=command_id, locked=True, doorState="closed", stock=20, freeHeap=900)
    told = _device(gym)["last_command"]
    assert (told["cmd"], told["state"], told["milliseconds"]) == ("LOCK", "done", 240)
    answer = {
        "event": "command_answered",
        "commandId": command_id,
        "locked": True,
        "doorState": "closed",
        "stock": 20,
    }
    assert told["answer"] == answer
    assert gym.get("/api/events")["events"][-1]["type"] == "command_answered"


def test_a_refusal_is_told_as_one(gym: Gym) -> None:
    command_id = _send(gym, "HOME")
    gym.report(TOWELS, "error", commandId=command_id, errorCode="E001", errorMessage="unknown command")
    told = _device(gym)["last_command"]
    assert (told["state"], told["answer"]["errorCode"]) == ("refused", "E001")


def test_a_count_is_logged_with_what_was_expected(gym: Gym) -> None:
    _send(gym, "SET_STOCK", stock=12, expected=9)
    told = _device(gym)["last_command"]
    assert (told["stock"], told["expected"], told["by"]) == (12, 9, "operator")


def test_what_was_expected_goes_with_a_count_only(gym: Gym) -> None:
    refused = gym.post(f"/api/devices/{TOWELS}/commands", {"cmd": "LOCK", "expected": 9})
    assert refused.status_code == 422
    assert "command" not in gym.event_types()


def test_the_last_commands_are_told_the_newest_first(gym: Gym) -> None:
    for cmd in ("LOCK", "UNLOCK"):
        _send(gym, cmd)
    assert [one["cmd"] for one in _device(gym)["commands"]] == ["UNLOCK", "LOCK"]
    listed = next(one for one in gym.get("/api/devices")["devices"] if one["device_uuid"] == TOWELS)
    assert listed["last_command"]["cmd"] == "UNLOCK"


def test_garments_that_a_dispenser_owes_are_counted(gym: Gym) -> None:
    assert (_device(gym)["reserved"], _device(gym)["unknown"]) == (0, 0)
    gym.rent()
    assert (_device(gym)["reserved"], _device(gym)["unknown"]) == (1, 0)


def _offer(gym: Gym, version: str = "3.1.0") -> None:
    folder = firmware_offer.folder(gym.ctx.settings.home)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / firmware_offer.OFFER).write_text(f'{{"version": "{version}", "sha256": "{"ab" * 32}"}}')


def test_an_update_names_the_offered_version_where_it_lies_and_what_runs_now(gym: Gym) -> None:
    _offer(gym)
    gym.tell(TOWELS, command_mark=0, ip_address="127.0.0.1", firmware_version="3.0.0")
    assert _device(gym)["firmware_offered"] == "3.1.0"
    command_id = _send(gym, "UPDATE")
    told = _device(gym)["last_command"]
    assert (told["version"], told["before"], told["state"]) == ("3.1.0", "3.0.0", "waiting")
    gym.report(TOWELS, "update_failed", commandId=command_id, version="3.1.0", reason="bad_hash")
    assert (_device(gym)["last_command"]["state"], gym.event_types()[-1]) == ("refused", "update_failed")


def test_an_update_is_refused_where_none_is_offered_and_for_field_firmware(gym: Gym) -> None:
    gym.tell(TOWELS, command_mark=0, ip_address="127.0.0.1")
    assert gym.post(f"/api/devices/{TOWELS}/commands", {"cmd": "UPDATE"}).status_code == 409
    _offer(gym)
    gym.ctx.redis.hdel(gym.ctx.keys.device(TOWELS), "command_mark")
    assert _device(gym)["firmware_offered"] is None
    assert gym.post(f"/api/devices/{TOWELS}/commands", {"cmd": "UPDATE"}).status_code == 409
    assert "command" not in gym.event_types()
