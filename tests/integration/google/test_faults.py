"""What goes wrong when a test wants it to."""

from collections.abc import Callable
from threading import Event

import gspread
import pytest
import requests
from gspread.exceptions import APIError

from tests.integration.google.client import ask, put
from tests.support.google.calls import Call
from tests.support.google.faults import What
from tests.support.google.owner import Owner
from tests.support.google.standin import StandIn

Gone = requests.exceptions.ConnectionError


def write(book: gspread.Spreadsheet, text: str) -> None:
    ask(book, put(0, 0, 0, (text,)))


def stands(owner: Owner) -> object:
    return owner.grid("시트1").cell(0, 0).value


@pytest.mark.parametrize(("what", "code"), [("429", 429), ("500", 500), ("503", 503), ("html", -1)])
def test_an_error_answers_the_next_call_once_and_nothing_is_done(
    book: gspread.Spreadsheet, google: StandIn, owner: Owner, what: What, code: int
) -> None:
    google.faults.next(what)
    with pytest.raises(APIError) as refusal:
        write(book, "x")
    assert (refusal.value.code, stands(owner), google.calls[-1].applied) == (code, None, False)
    write(book, "y")
    assert stands(owner) == "y"


@pytest.mark.parametrize(("what", "held"), [("lost_before", None), ("lost_after", "x")])
def test_an_answer_is_lost_before_or_after_the_change(
    book: gspread.Spreadsheet, google: StandIn, owner: Owner, what: What, held: str | None
) -> None:
    google.faults.next(what)
    with pytest.raises(Gone):
        write(book, "x")
    assert (stands(owner), google.calls[-1].applied, google.calls[-1].status) == (held, held is not None, None)


def test_a_fault_waits_for_the_kind_of_call_that_it_is_meant_for(book: gspread.Spreadsheet, google: StandIn) -> None:
    google.faults.next("503", on=["write"])
    book.values_get("members")
    with pytest.raises(APIError):
        write(book, "x")


def test_a_429_can_say_how_long_to_wait(book: gspread.Spreadsheet, google: StandIn) -> None:
    google.faults.next("429", retry_after=30)
    with pytest.raises(APIError) as refusal:
        write(book, "x")
    assert refusal.value.response.headers["Retry-After"] == "30"


@pytest.mark.parametrize(("what", "held"), [("slow", "x"), ("late", None)])
def test_a_client_that_gives_up_waiting_does_not_know_whether_it_was_done(
    book: gspread.Spreadsheet, google: StandIn, owner: Owner, what: What, held: str | None
) -> None:
    released, done = Event(), Event()
    google.after_apply = lambda call: done.set()
    google.faults.next(what, until=released)
    book.client.set_timeout(0.2)
    with pytest.raises(requests.exceptions.Timeout):
        write(book, "x")
    assert stands(owner) == held
    released.set()
    assert done.wait(5)
    assert stands(owner) == "x"


def test_a_storm_is_the_same_for_the_same_seed_and_ends(book: gspread.Spreadsheet, google: StandIn) -> None:
    google.quota.reads = 1000

    def met() -> list[int | None]:
        google.calls.clear()
        google.faults.storm(7, {"503": 0.3, "lost_after": 0.2})
        for _ in range(30):
            try_to(lambda: book.values_get("members"))
        return [call.status for call in google.calls]

    first = met()
    assert met() == first
    assert set(first) == {200, 503, None}
    google.faults.calm()
    book.values_get("members")


def try_to(work: Callable[[], object]) -> None:
    try:
        work()
    except (APIError, Gone):
        return


def test_offline_nobody_gets_through_on_old_or_new_connections(book: gspread.Spreadsheet, google: StandIn) -> None:
    google.offline = True
    calls = len(google.calls)
    for _ in range(2):
        with pytest.raises(Gone):
            book.values_get("members")
    google.offline = False
    book.values_get("members")
    assert len(google.calls) == calls + 1


def test_the_owner_edits_between_a_clients_reading_and_its_writing(
    book: gspread.Spreadsheet, google: StandIn, owner: Owner
) -> None:
    tab = book.worksheet("members")

    def sort(call: Call) -> None:
        if call.kind == "write":
            owner.sorts("members", "member_id", descending=True)

    google.before_apply = sort
    ask(book, put(tab.id, 1, 1, ("박",)))
    assert [(row["member_id"], row["name"]) for row in owner.rows("members")] == [("A2", "박"), ("A1", "김철수")]


def test_hooks_see_what_is_asked_and_what_was_done(book: gspread.Spreadsheet, google: StandIn) -> None:
    seen: list[tuple[object, bool]] = []
    google.before_apply = google.after_apply = lambda call: seen.append((call.body, call.applied))
    write(book, "x")
    body = {"requests": [put(0, 0, 0, ("x",))]}
    assert seen == [(body, False), (body, True)]
    assert google.calls[-1].body is None


def test_what_breaks_in_a_hook_is_no_fault_of_googles(book: gspread.Spreadsheet, google: StandIn) -> None:
    google.before_apply = lambda call: google.owner().types("gone", "A1", "name", "x")
    with pytest.raises(APIError, match="The stand-in broke: LookupError"):
        write(book, "x")
    with pytest.raises(LookupError, match="no tab gone"):
        google.close()
