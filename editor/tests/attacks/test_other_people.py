"""Nobody acts in another's name: names of clients are there for all to read, secrets of sessions are not."""

from dataclasses import replace

import pytest

from editor.edit import Edit
from editor.guests import author
from editor.merge import Insert
from editor.models import FIRST_BLOCK, Change
from editor.unsent import Unsent, finish
from editor.visitors import Visitor

from ..documents import accept, refuse, take, texts

pytestmark = pytest.mark.django_db

ADA, EVE, NOBODY = author("Ada's secret"), author("Eve's secret"), author(None)
CLIENT = "ada-0001"


def edit(seq: int, text: str, person: str = ADA, client: str = CLIENT) -> Edit:
    return Edit(client, seq, seq - 1, [Insert(FIRST_BLOCK, 0, text)], visitor=Visitor(person))


def undo(client: str, person: str) -> Edit:
    return Edit(client, 9, 1, kind="undo", visitor=Visitor(person))


@pytest.fixture(autouse=True)
def written() -> None:
    accept("room", edit(1, "Ada"))


@pytest.mark.parametrize("eve", [EVE, NOBODY], ids=["with a session", "without one"])
@pytest.mark.parametrize("seq", [2, 3, 2**62])
def test_nothing_makes_anothers_edit_count_as_stored(eve: str, seq: int) -> None:
    forged = replace(edit(2, "Eve", eve), seq=seq)
    assert refuse("room", forged) == "not-yours"
    assert refuse("room", replace(forged, kind="undo", operations=[])) == "not-yours"
    accept("room", edit(2, "2 "), edit(3, "3 "))
    assert texts("room") == ["3 2 Ada"]


def test_nor_in_the_same_batch() -> None:
    outcomes = take("room", edit(2, "Eve", EVE), edit(2, "2 "), edit(3, "Eve", EVE), edit(3, "3 "))
    assert [isinstance(outcome, Change) for outcome in outcomes] == [False, True, False, True]
    assert texts("room") == ["3 2 Ada"]


def test_an_edit_that_is_stored_comes_again_without_effect_whoever_sends_it() -> None:
    for person in (ADA, EVE, NOBODY):  # a browser may have lost its session on the way
        (change,) = accept("room", edit(1, "another", person))
        assert change.person == ADA
    assert texts("room") == ["Ada"]


@pytest.mark.parametrize("busy", [True, False])
def test_nothing_is_left_behind_in_anothers_name(busy: bool) -> None:
    sent = edit(2, "Eve", EVE) if busy else None
    left = Unsent(CLIENT, 2, 1, sent, [Insert(FIRST_BLOCK, 0, "Eve")], {FIRST_BLOCK: "Ada"}, Visitor(EVE))
    _, (refusal,) = finish("room", left)
    assert "Eve" in refusal.text
    accept("room", edit(2, "2 "), edit(3, "3 "))
    assert texts("room") == ["3 2 Ada"]


@pytest.mark.parametrize("client", [CLIENT, "eve-0001", ADA, EVE, f"{ADA}-1"])
@pytest.mark.parametrize("eve", [EVE, NOBODY], ids=["with a session", "without one"])
def test_nobody_takes_back_what_another_did(client: str, eve: str) -> None:
    take("room", undo(client, eve))
    assert texts("room") == ["Ada"]


def test_one_takes_back_what_one_did_oneself_on_any_page() -> None:
    accept("room", undo("ada-0002", ADA))
    assert texts("room") == [""]
