"""Two people write at once: everything arrives, in the order typed, and nobody's caret moves away."""

from random import Random

from e2e.people import Arrive, Stored, agree
from e2e.typist import Typist, type_at_once

LATIN = "abcdefghijklmnopqrstuvwxyz"
GREEK = "αβγδεζηθικλμνξοπρστυφχψω"


def test_500_characters_each_in_one_paragraph(person: Arrive, room: str, stored: Stored, random: Random) -> None:
    ada, boris = person("Ada", room), person("Boris", room)
    ada.click_block(0)
    boris.click_block(0)
    latin, greek = Typist(ada, LATIN, random), Typist(boris, GREEK, random)

    type_at_once(latin, greek, letters=500)

    text = "".join(agree(room, stored, ada, boris)).replace("\n", "")
    assert latin.own(text) == latin.typed
    assert greek.own(text) == greek.typed
    assert len(text) == len(latin.typed) + len(greek.typed), "nothing else stands there"


def test_what_one_writes_the_other_sees_rendered(person: Arrive, room: str, stored: Stored) -> None:
    ada, boris = person("Ada", room), person("Boris", room)

    ada.click_block(0)
    ada.write("A *quick* note")
    boris.sees("A quick note")

    ada.press("Enter")
    ada.write("and **another**")
    boris.sees("A quick note\nand another")

    assert agree(room, stored, ada, boris) == ["A *quick* note", "and **another**"]


def test_whoever_comes_later_finds_it_all(person: Arrive, room: str, stored: Stored) -> None:
    ada = person("Ada", room)
    ada.click_block(0)
    ada.write("First\nSecond 😀 έ")
    ada.settled()

    boris = person("Boris", room)
    assert boris.visible_text() == "First\nSecond 😀 έ"
    assert agree(room, stored, ada, boris) == ["First", "Second 😀 έ"]
    boris.seat.reload()
    boris.settled()
    boris.has_blocks("First", "Second 😀 έ")


def test_writing_in_the_same_paragraph_leaves_the_caret_with_its_text(
    person: Arrive, room: str, stored: Stored
) -> None:
    ada, boris = person("Ada", room), person("Boris", room)
    ada.click_block(0)
    ada.write("one three")
    ada.press("ArrowLeft", times=5)
    ada.has_caret("one |three")
    boris.sees("one three")

    boris.click_before("one three")
    boris.write("zero ")
    ada.has_caret("zero one |three")
    boris.press("End")
    boris.write(" four")
    ada.has_caret("zero one |three four")
    boris.press("Backspace", times=4)
    ada.has_caret("zero one |three ")

    ada.write("two ")
    ada.has_caret("zero one two |three ")
    boris.has_caret("zero one two three |")
    assert agree(room, stored, ada, boris) == ["zero one two three "]


def test_a_split_or_a_join_takes_the_caret_along_with_its_text(person: Arrive, room: str, stored: Stored) -> None:
    ada, boris = person("Ada", room), person("Boris", room)
    ada.click_block(0)
    ada.write("left right")
    ada.press("ArrowLeft")
    boris.sees("left right")

    boris.click_before("right")
    boris.press("Enter")
    ada.has_blocks("left ", "right")
    ada.has_caret("righ|t")
    ada.write("-")
    boris.has_blocks("left ", "righ-t")
    boris.has_caret("|righ-t")

    boris.press("Backspace")
    boris.has_caret("left |righ-t")
    ada.has_caret("left righ-|t")
    assert agree(room, stored, ada, boris) == ["left righ-t"]


def test_a_selection_stays_on_what_it_selects(person: Arrive, room: str, stored: Stored) -> None:
    ada, boris = person("Ada", room), person("Boris", room)
    ada.click_block(0)
    ada.write("keep this")
    boris.sees("keep this")
    for _ in "this":
        ada.press("Shift", "ArrowLeft")
    ada.has_caret("keep |this|")

    boris.click_before("keep this")
    boris.write("please ")
    ada.has_caret("please keep |this|")
    ada.write("that")
    boris.has_caret("please |keep that")
    assert agree(room, stored, ada, boris) == ["please keep that"]


def test_writing_elsewhere_appears_and_disturbs_nobody(person: Arrive, room: str, stored: Stored) -> None:
    ada, boris = person("Ada", room), person("Boris", room)
    ada.click_block(0)
    ada.write("above\nbelow")
    boris.has_blocks("above", "below")

    place = ada.focused()
    boris.click_before("above")
    boris.write("# ")
    boris.press("End")
    boris.press("Enter")
    boris.write("between")
    ada.sees("between")
    assert ada.focused() == place
    assert "# " not in ada.visible_text(), "Ada sees the heading rendered"

    ada.write("!")
    boris.has_caret("between|")
    assert agree(room, stored, ada, boris) == ["# above", "between", "below!"]
