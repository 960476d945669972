"""A turn: what becomes of a batch, and the frames for those who follow the room and for those who join."""

import json
import logging
from typing import Any

import pytest
from django.db import OperationalError

from editor import edits as settling
from editor import turns
from editor.edit import Edit, Refusal
from editor.merge import Insert
from editor.models import FIRST_BLOCK, Change, Document
from editor.turns import Agenda, Reader, Turn, take_turn, take_turns

from .documents import Writer, texts
from .elements import parse

pytestmark = pytest.mark.django_db
B = FIRST_BLOCK


def sync(frame: str) -> dict[str, Any]:
    return dict(parse(frame).elements[0].attributes)


def revisions(frame: str) -> list[int]:
    return [change["rev"] for change in json.loads(sync(frame)["data-changes"])]


def test_followers_get_what_is_new_and_readers_what_they_missed(ada: Writer) -> None:
    take_turn(Agenda("room", [ada.edit(0, Insert(B, 0, "one"))], None, "", []))
    readers = [Reader("boris-01", 0), Reader("clara-01", 1), Reader("dora-001", 2)]

    turn = take_turn(Agenda("room", [ada.edit(1, Insert(B, 3, " two"))], 1, "one", readers))

    assert (turn.revision, turn.title) == (2, "one two")
    assert revisions(turn.news) == [2]
    assert [revisions(welcome) for welcome in turn.welcomes] == [[1, 2], [2], []]
    assert {sync(frame)["data-revision"] for frame in [turn.news, *turn.welcomes]} == {"2"}


@pytest.mark.parametrize("revision", [0, 99])
def test_readers_who_stand_at_one_revision_share_a_frame(ada: Writer, revision: int) -> None:
    take_turn(Agenda("room", [ada.edit(0, Insert(B, 0, "one"))], None, "", []))
    one, other = take_turn(
        Agenda("room", [], None, "", [Reader("boris-01", revision), Reader("clara-01", revision)])
    ).welcomes
    assert one is other


def test_news_are_empty_when_nothing_is_new(ada: Writer) -> None:
    assert take_turn(Agenda("room", [], 0, "", [])).news == ""
    assert take_turn(Agenda("room", [ada.edit(7, Insert(B, 0, "x"))], 0, "", [])).news == ""


def test_the_title_is_told_to_who_joins_and_when_it_changes(ada: Writer) -> None:
    def tells_title(frame: str) -> bool:
        return "title" in [each.id for each in parse(frame).elements]

    turn = take_turn(Agenda("room", [ada.edit(0, Insert(B, 0, "one"))], 0, "", [Reader("boris-01", 0)]))
    assert tells_title(turn.news)
    assert tells_title(turn.welcomes[0])
    assert not tells_title(take_turn(Agenda("room", [ada.edit(1, Insert(B, 3, "\ntwo"))], 1, "one", [])).news)


def test_a_reset_tells_which_edits_are_in_the_text(ada: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settling, "FURTHEST", 2)
    for revision in range(3):
        take_turn(Agenda("room", [ada.edit(revision, Insert(B, 0, "x"))], None, "", []))
    readers = [Reader(ada.client, 0), Reader("boris-01", 0), Reader("clara-01", 99), Reader("dora-001", 1)]

    *resets, followed = take_turn(Agenda("room", [], None, "", readers)).welcomes

    assert [sync(welcome).get("data-settled") for welcome in resets] == ["3", "0", "0"]
    assert all("data-reset" in sync(welcome) for welcome in resets)
    assert "data-reset" not in sync(followed)


def test_a_batch_that_fails_is_taken_one_by_one(ada: Writer, caplog: pytest.LogCaptureFixture) -> None:
    unstorable = Edit("boris-01", 1, 0, [Insert(B, 0, "\ud800")])  # which no client can bring in

    with caplog.at_level(logging.ERROR):
        edits = [ada.edit(0, Insert(B, 0, "one ")), unstorable, ada.edit(1, Insert(B, 4, "two"))]
        turn = take_turn(Agenda("room", edits, 0, "", []))

    first, failed, last = turn.outcomes
    assert isinstance(first, Change)
    assert isinstance(last, Change)
    assert failed == Refusal("unavailable", "The server could not store the edit.", unstorable.inserted)
    assert revisions(turn.news) == [1, 2]
    assert texts("room") == ["one two"]
    assert caplog.messages == [
        "A batch of 3 edits of room room failed; taking them one by one",
        "An edit of room room failed",
    ]


def test_a_database_that_is_away_refuses_nothing(ada: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(turns, "settle_all", away)
    with pytest.raises(OperationalError):
        take_turn(Agenda("room", [ada.edit(0, Insert(B, 0, "one")), ada.edit(0, Insert(B, 0, "two"))], 0, "", []))


def test_rooms_that_go_together_do_not_hinder_each_other(caplog: pytest.LogCaptureFixture) -> None:
    agendas = [Agenda(room, [Writer("ada-0001").edit(0, Insert(B, 0, room))], 0, "", []) for room in ("one", "two")]
    unstorable = Agenda("bad", [Edit("boris-01", 1, 0, [Insert(B, 0, "\ud800")])], 0, "", [])
    reading = Agenda("none", [], None, "", [Reader("clara-01", 0)])

    with caplog.at_level(logging.CRITICAL):
        one, bad, none, two = took(take_turns([agendas[0], unstorable, reading, agendas[1]]))

    assert [revisions(turn.news) for turn in (one, two)] == [[1], [1]]
    assert [texts(room) for room in ("one", "two", "bad")] == [["one"], ["two"], [""]]
    assert isinstance(bad.outcomes[0], Refusal)
    assert revisions(none.welcomes[0]) == []


def test_a_room_comes_into_being_with_its_first_edit_whoever_goes_with_it() -> None:
    reading = Agenda("none", [], None, "", [Reader("clara-01", 0)])
    writing = Agenda("one", [Writer("ada-0001").edit(0, Insert(B, 0, "x"))], 0, "", [])
    took(take_turns([reading, writing, Agenda("two", [Writer("ada-0001").edit(7, Insert(B, 0, "x"))], 0, "", [])]))
    assert [document.room for document in Document.objects.all()] == ["one"]
    writing_there = Agenda("none", [Writer("ada-0001").edit(0, Insert(B, 0, "y"))], 0, "", [], reading.memory)
    (turn,) = took(take_turns([writing_there]))
    assert revisions(turn.news) == [1]
    assert texts("none") == ["y"]


def took(turns: list[Turn | Exception]) -> list[Turn]:
    for turn in turns:
        assert isinstance(turn, Turn), turn
    return [turn for turn in turns if isinstance(turn, Turn)]
