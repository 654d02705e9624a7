import os

from fbox import flash
from fbox.flash import FlashError, Record


def _cut_short(name: str, keep: int) -> None:
    with open("flash/" + name, "rb") as file:
        text = file.read()
    with open("flash/" + name, "wb") as file:
        file.write(text[:keep])


def _saved(*stocks: int) -> None:
    record = Record("flash")
    for stock in stocks:
        record.save({"stock": stock})


def test_an_empty_flash_has_no_record() -> None:
    record = Record("flash")
    assert record.load() is None
    assert not record.damaged


def test_the_newest_record_is_read() -> None:
    _saved(1, 2, 3)
    assert Record("flash").load()["stock"] == 3


def test_a_newest_record_cut_short_gives_way_to_the_one_before() -> None:
    _saved(1, 2, 3)
    _cut_short("state.1", 12)
    assert Record("flash").load()["stock"] == 2


def test_a_record_with_one_byte_changed_does_not_count() -> None:
    _saved(1, 2, 3)
    with open("flash/state.1", "rb") as file:
        text = file.read()
    with open("flash/state.1", "wb") as file:
        file.write(text.replace(b"3", b"4"))
    assert Record("flash").load()["stock"] == 2


def test_a_record_written_but_not_renamed_counts() -> None:
    _saved(1, 2, 3)
    os.rename("flash/state.1", "flash/state.new")
    assert Record("flash").load()["stock"] == 3


def test_a_record_found_before_its_rename_is_never_the_only_copy_while_the_next_is_written() -> None:
    _saved(1, 2, 3)
    os.rename("flash/state.1", "flash/state.new")
    Record("flash").load()
    assert sorted(os.listdir("flash")) == ["state.0", "state.1"]


def test_a_half_written_new_record_changes_nothing() -> None:
    _saved(1, 2, 3)
    with open("flash/state.new", "wb") as file:
        file.write(b'12345678\n{"stock"')
    assert Record("flash").load()["stock"] == 3


def test_saving_goes_on_from_the_generation_that_was_read() -> None:
    _saved(1, 2, 3)
    record = Record("flash")
    record.load()
    record.save({"stock": 4})
    assert Record("flash").load()["stock"] == 4


def test_files_that_are_all_bad_are_told_apart_from_none() -> None:
    _saved(1, 2)
    _cut_short("state.0", 5)
    _cut_short("state.1", 5)
    record = Record("flash")
    assert record.load() is None
    assert record.damaged


def test_a_flash_that_refuses_says_so() -> None:
    record = Record("flash")
    os.rmdir("flash")
    try:
        record.save({})
    except FlashError:
        os.mkdir("flash")
        return
    raise AssertionError("no FlashError")


def test_a_record_that_ram_has_no_room_for_is_refused_as_well() -> None:
    class Huge:
        def dumps(self, _record: dict) -> None:
            raise MemoryError

    record, json = Record("flash"), flash.json
    flash.json = Huge()
    try:
        record.save({})
    except FlashError:
        return
    finally:
        flash.json = json
    raise AssertionError("no FlashError")
