"""Whose carets a room shows, and where, when pages, changes and other processes tell of them in any order."""

from editor.carets import MOST_SHOWN, Carets
from editor.merge import Delete, Insert, Join, Move, Operation, Split
from editor.places import Place, behind, placed
from editor.presence import EXPIRY

from .test_places import change

ADA, BORIS = {"ada-0001": "ada"}, {"boris-01": "boris"}


def at(*raw: object) -> Place:
    return placed(raw)


def places(carets: Carets, now: float) -> dict[str, Place]:
    return {person: caret.place for person, caret in carets.all(now).items()}


def room_at(revision: int) -> Carets:
    carets = Carets()
    carets.advance(revision, [], {}, 0)
    return carets


def test_a_caret_is_shown_until_its_page_is_in_no_text_or_gone() -> None:
    carets = room_at(0)
    carets.place("ada-0001", "ada", 0, at("1", 2, 2), now=1)
    carets.place("boris-01", "boris", 0, at("1", 0, 3), now=1)
    assert places(carets, 1) == {"ada": at("1", 2, 2), "boris": at("1", 0, 3)}
    carets.place("ada-0001", "ada", 0, None, now=2)
    assert places(carets, 2) == {"boris": at("1", 0, 3)}
    assert not carets.keep(["boris-01"])
    assert carets.keep(["ada-0001"])
    assert places(carets, 3) == {}


def test_a_person_is_on_the_page_where_they_moved_last() -> None:
    carets = room_at(0)
    carets.place("tab-0001", "ada", 0, at("1", 1, 1), now=1)
    carets.place("tab-0002", "ada", 0, at("1", 2, 2), now=2)
    assert places(carets, 2) == {"ada": at("1", 2, 2)}
    carets.hear("elsewhere", 0, [["ada", 3, ["1", 3, 3]]], now=3)
    assert places(carets, 3) == {"ada": at("1", 3, 3)}
    carets.place("tab-0001", "ada", 0, at("1", 1, 1), now=4)
    assert places(carets, 4) == {"ada": at("1", 1, 1)}


def test_what_is_told_of_another_revision_is_carried_or_waits() -> None:
    carets = room_at(0)
    carets.advance(1, [change(1, Insert("1", 0, "xx"))], {}, 0)
    carets.place("ada-0001", "ada", 0, at("1", 3, 3), now=1)
    carets.place("boris-01", "boris", 2, at("1", 9, 9), now=1)
    carets.hear("elsewhere", 0, [["clara", 1, ["1", 4, 5]]], now=1)
    assert places(carets, 1) == {"ada": at("1", 5, 5), "clara": at("1", 6, 7)}
    carets.advance(2, [change(2, Delete("1", 0, 1))], {}, 0)
    assert places(carets, 1) == {"ada": at("1", 4, 4), "boris": at("1", 9, 9), "clara": at("1", 5, 6)}


def test_where_changes_are_not_known_no_caret_is() -> None:
    carets = Carets()
    carets.place("ada-0001", "ada", 4, at("1", 3, 3), now=0)
    carets.place("boris-01", "boris", 5, at("1", 3, 3), now=0)
    carets.advance(5, [], {}, 0)
    assert places(carets, 0) == {"boris": at("1", 3, 3)}, "this one was at the first revision that the room knows"
    carets.advance(9, [], {}, 0)
    assert places(carets, 0) == {}
    carets.place("ada-0001", "ada", 8, at("1", 3, 3), now=0)
    assert places(carets, 0) == {}


def test_changes_are_not_remembered_for_ever() -> None:
    carets = room_at(0)
    for revision in range(1, 4):
        carets.advance(revision, [change(revision, Insert("1", 0, "x" * 15_000))], {}, 0)
    carets.place("ada-0001", "ada", 2, at("1", 1, 1), now=1)
    assert places(carets, 1) == {"ada": at("1", 15_001, 15_001)}
    carets.place("ada-0001", "ada", 1, at("1", 1, 1), now=1)
    assert places(carets, 1) == {}


def test_whoever_writes_is_behind_what_they_wrote() -> None:
    carets = room_at(0)
    carets.place("boris-01", "boris", 0, at("1", 0, 0), now=0)
    wrote = carets.advance(1, [change(1, Insert("1", 0, "abc"))], ADA, now=1)
    assert wrote
    assert places(carets, 1) == {"ada": at("1", 3, 3), "boris": at("1", 0, 0)}
    ahead = [change(2, Insert("1", 3, "d")), change(3, Insert("1", 0, "e"), by="boris-01")]
    assert carets.advance(3, ahead, ADA | BORIS, now=2)
    assert places(carets, 2) == {"ada": at("1", 5, 5), "boris": at("1", 1, 1)}
    assert not carets.advance(4, [change(4, Insert("1", 0, "f"), by="a form")], ADA | BORIS, now=3)


def test_where_a_change_leaves_its_author() -> None:
    def told(*ops: Operation, then: tuple[Operation, ...] = ()) -> Place | None:
        return behind(change(1, *ops, then=then))

    assert told(Insert("1", 5, "\n"), then=(Split("1", 5, "1x1"),)) == at("1x1", 0, 0)
    assert told(Insert("1", 5, "\n"), then=(Insert("1", 6, "- "), Split("1", 2, "1x1"))) == at("1x1", 5, 5)
    assert told(Delete("1", 2, 3), Insert("1", 2, "xy")) == at("1", 4, 4)
    assert told(Join("2", "1", 7), Delete("1", 7, 1)) == at("1", 7, 7)
    assert told(Split("1", 2, "2"), Move("2", None)) == at("2", 0, 0)
    assert told(Move("2", None)) is None
    assert told() is None
    assert behind({**change(1, Insert("1", 0, "x")), "caret": ["2", 1, 4]}) == at("2", 1, 4), "the server has put it"


def test_a_process_that_says_nothing_more_has_no_carets() -> None:
    carets = room_at(0)
    carets.hear("elsewhere", 0, [["ada", 100, ["1", 1, 1]]], now=100)
    assert carets.all(100 + EXPIRY - 1)
    assert not carets.all(100 + EXPIRY)


def test_in_a_crowd_those_are_shown_who_moved_last() -> None:
    carets = room_at(0)
    for number in range(MOST_SHOWN + 10):
        carets.place(f"client-{number}", f"{number}", 0, at("1", number, number), now=number)
    last = {f"{number}" for number in range(10, MOST_SHOWN + 10)}
    assert carets.all(100).keys() == last
    assert {person for person, _, _ in carets.here()} == last
