from fbox import looks
from fbox.radio import NO_ANSWER

CALM = {"stock": 20, "dispensing": False, "jammed": False, "open": False, "locked": False, "online": True}


def _name(**changes: object) -> str:
    state = dict(CALM)
    state.update(changes)
    return looks.name(looks.State(**state))


def test_each_state_has_its_name() -> None:
    assert _name() == "ready"
    assert _name(stock=5) == "low"
    assert _name(stock=0) == "empty"
    assert _name(locked=True) == "locked"
    assert _name(dispensing=True) == "dispensing"
    assert _name(online=False) == "offline"
    assert _name(jammed=True) == "help"
    assert _name(open=True) == "open"


def test_a_jam_is_told_before_anything_that_mends_itself() -> None:
    assert _name(jammed=True, online=False, stock=0, locked=True, open=True) == "help"


def test_who_refills_sees_the_open_door_and_not_the_empty_stack() -> None:
    assert _name(open=True, stock=0, locked=True) == "open"


def test_why_there_is_no_wifi_is_told_while_there_is_none() -> None:
    for trouble in looks.TROUBLES:
        assert looks.with_trouble("offline", trouble) == trouble
        assert looks.with_trouble("help", trouble) == "help"
    for trouble in ("", NO_ANSWER):
        assert looks.with_trouble("offline", trouble) == "offline"
