from fbox.flash import Record
from fbox.memory import BEGUN, DISPENSED, FAILED, RING, Memory


def _memory() -> Memory:
    return Memory(Record("flash"), 20)


def test_the_first_stock_counts_only_once() -> None:
    memory = _memory()
    memory.stock = 7
    memory.commit()
    assert _memory().stock == 7


def test_a_command_begun_without_result_is_unknown_after_a_boot() -> None:
    memory = _memory()
    memory.remember("itm_1", 5, BEGUN)
    memory.commit()
    assert _memory().last_commands() == [{"commandId": "itm_1", "result": "unknown"}]


def test_results_and_mark_survive_a_boot() -> None:
    memory = _memory()
    memory.remember("itm_1", 5, DISPENSED)
    memory.remember("itm_2", 9, FAILED, "no_stock")
    memory.commit()
    again = _memory()
    assert again.find("itm_1") == (DISPENSED, "")
    assert again.find("itm_2") == (FAILED, "no_stock")
    assert again.mark == 9


def test_the_last_commands_are_newest_first_without_one_under_way() -> None:
    memory = _memory()
    memory.remember("itm_1", 1, DISPENSED)
    memory.remember("itm_2", 2, FAILED, "door_open")
    memory.remember("itm_3", 3, BEGUN)
    assert [command["commandId"] for command in memory.last_commands()] == ["itm_2", "itm_1"]


def test_event_numbers_grow_over_reboots_without_a_write_each() -> None:
    memory = _memory()
    numbers = [memory.next_seq() for _ in range(3)]
    assert numbers == [1, 2, 3]
    assert _memory().next_seq() > 3


def test_event_numbers_grow_over_a_reboot_after_very_many_events() -> None:
    memory = _memory()
    for _ in range(2500):
        last = memory.next_seq()
    assert _memory().next_seq() > last


def test_only_the_last_commands_are_remembered() -> None:
    memory = _memory()
    for number in range(RING + 10):
        memory.remember("itm_%d" % number, number + 1, DISPENSED)
    assert memory.find("itm_9") is None
    assert memory.find("itm_10")
    assert memory.mark == RING + 10


def test_a_result_the_broker_has_not_acknowledged_is_never_forgotten() -> None:
    memory = _memory()
    memory.remember("itm_0", 1, DISPENSED)
    memory.pending.append({"seq": 1, "commandId": "itm_0"})
    for number in range(1, RING + 10):
        memory.remember("itm_%d" % number, number + 1, DISPENSED)
    assert memory.find("itm_0")


def test_a_command_under_way_is_never_forgotten() -> None:
    memory = _memory()
    memory.remember("itm_0", 1, BEGUN)
    for number in range(1, RING + 10):
        memory.remember("itm_%d" % number, number + 1, FAILED, "busy")
    assert memory.find("itm_0")
