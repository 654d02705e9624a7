from fbox.events import encode
from fbox.memory import BEGUN, DISPENSED

from fakes import Bench


def _remembering(commands: int) -> Bench:
    bench = Bench(deviceName="가" * 16, size="x" * 16)
    for number in range(commands):
        bench.memory.remember("itm_%020d" % number, 1763912345000 + number, DISPENSED)
    return bench


def _longest(bench: Bench) -> list:
    return [bench.events.boot_complete(), bench.events.status("x" * 40)]


def test_every_event_has_name_device_number_and_uptime() -> None:
    event = Bench().events.make("door_opened")
    assert event == {"event": "door_opened", "deviceUUID": "FBOX-004B1238C424", "timestamp": 1234, "seq": 1}


def test_the_will_is_written_before_the_fact() -> None:
    assert Bench().events.offline() == {"event": "offline", "deviceUUID": "FBOX-004B1238C424"}


def test_a_heartbeat_tells_the_state() -> None:
    event = Bench().events.heartbeat()
    assert sorted(event) == sorted(
        ["event", "deviceUUID", "timestamp", "seq", "stock", "doorState", "locked", "wifiRssi"]
    )


def test_boot_complete_tells_who_and_how_the_device_is() -> None:
    event = Bench().events.boot_complete()
    expected = "macAddress size category deviceName stock firmwareVersion ipAddress wifiRssi heartbeatInterval"
    for name in expected.split() + ["commandMark", "lastCommands", "motorMs", "freeHeap", "resetCause"]:
        assert name in event, name
    assert event["firmwareVersion"] == "3.0.0"
    assert event["deviceName"] == "수건"


def test_an_introduction_is_a_status_that_says_who_the_device_is() -> None:
    event = Bench().events.introduction("who_1")
    assert (event["event"], event["commandId"]) == ("status", "who_1")
    assert (event["category"], event["deviceName"], event["firmwareVersion"]) == ("towel", "수건", "3.0.0")


def test_the_longest_introduction_stays_below_512_bytes() -> None:
    assert len(encode(_remembering(8).events.introduction("x" * 40))) < 512


def test_the_longest_reports_stay_below_512_bytes() -> None:
    for event in _longest(_remembering(8)):
        assert len(encode(event)) < 512, event


def test_a_report_tells_as_many_last_commands_as_fit_newest_first() -> None:
    for event in _longest(_remembering(8)):
        told = [command["commandId"] for command in event["lastCommands"]]
        assert told
        assert told == ["itm_%020d" % number for number in range(7, 7 - len(told), -1)]
        event["lastCommands"].append(event["lastCommands"][0])
        assert len(encode(event)) > 511, "another one would have fitted"


def test_a_report_tells_eight_last_commands_where_they_are_short() -> None:
    bench = Bench()
    for number in range(9):
        bench.memory.remember("i%d" % number, number + 1, DISPENSED)
    status = bench.events.status()
    assert len(encode(status)) < 512
    assert len(status["lastCommands"]) >= 4


def test_a_status_that_answers_an_old_command_tells_of_that_one_first() -> None:
    bench = _remembering(8)
    status = bench.events.status("itm_%020d" % 0)
    assert status["lastCommands"][0] == {"commandId": "itm_%020d" % 0, "result": "dispensed"}


def test_an_interrupted_command_is_in_boot_complete() -> None:
    bench = _remembering(8)
    bench.memory.remember("itm_cut", 1763912346000, BEGUN)
    bench.memory.commit()
    boot = Bench().events.boot_complete()
    assert boot["lastCommands"][0] == {"commandId": "itm_cut", "result": "unknown"}
