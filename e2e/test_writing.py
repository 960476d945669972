"""One person writes: blocks are begun, joined and walked through, and a click lands where it points."""

import pytest

from e2e.people import Arrive, Person, Stored, agree
from e2e.test_paste import paste


@pytest.fixture
def ada(person: Arrive, room: str) -> Person:
    """Someone with the caret in an empty document."""
    ada = person("Ada", room)
    ada.click_block(0)
    return ada


def test_one_writes_source_and_sees_the_rest_rendered(ada: Person) -> None:
    ada.write("A *quick* note\nand **another**")
    ada.sees("A quick note\nand **another**")
    ada.click_block(0)
    ada.sees("A *quick* note\nand another")


def test_enter_begins_a_block_and_backspace_joins_it_again(ada: Person, room: str, stored: Stored) -> None:
    ada.write("Hello world")
    ada.press("ArrowLeft", times=len("world"))
    ada.press("Enter")
    ada.has_blocks("Hello ", "world")
    ada.has_caret("|world")

    ada.press("Backspace")
    ada.has_blocks("Hello world")
    ada.has_caret("Hello |world")
    assert agree(room, stored, ada) == ["Hello world"]


def test_delete_at_the_end_joins_the_block_after(ada: Person, room: str, stored: Stored) -> None:
    ada.write("one\ntwo")
    ada.has_blocks("one", "two")
    ada.click_before("one")
    ada.press("End")
    ada.press("Delete")
    ada.has_blocks("onetwo")
    ada.has_caret("one|two")
    assert agree(room, stored, ada) == ["onetwo"]


def test_typing_goes_on_right_after_enter(ada: Person, room: str, stored: Stored) -> None:
    ada.write("one\ntwo\nthree")
    ada.has_caret("three|")
    assert agree(room, stored, ada) == ["one", "two", "three"]


def test_code_and_lists_keep_their_newlines(ada: Person, room: str, stored: Stored) -> None:
    ada.write("```\none\ntwo")
    assert agree(room, stored, ada) == ["```\none\ntwo"]
    ada.has_caret("```\none\ntwo|")


def test_clicks_beside_the_text(ada: Person) -> None:
    ada.write("```\ncode\n```\nwords")
    ada.has_caret("words|")
    ada.settled()
    ada.comes()
    for _ in range(2):  # which Chromium did not survive where a group could be skipped
        ada.click_block(0)
        ada.has_caret("```\ncode|\n```")
        ada.click_block(1)
        ada.has_caret("words|")


def test_arrows_walk_from_block_to_block_and_keep_the_column(ada: Person) -> None:
    ada.write("mmmmmm\nmm\nmmmmmmm")
    ada.has_blocks("mmmmmm", "mm", "mmmmmmm")
    ada.press("ArrowLeft", times=3)
    ada.press("ArrowUp")
    ada.has_caret("mm|")
    ada.press("ArrowUp")
    ada.has_caret("mmmm|mm")
    ada.press("ArrowDown")
    ada.has_caret("mm|")
    ada.press("ArrowDown")
    ada.has_caret("mmmm|mmm")
    ada.press("Home")
    ada.press("ArrowLeft")
    ada.has_caret("mm|")
    ada.press("ArrowRight")
    ada.has_caret("|mmmmmmm")


CLICKED = (  # what is written, and shown of it; where one clicks in that; and where the caret is then
    ("plain words", "plain words", 6, "plain |words"),
    ("some **bold** text", "bold", 2, "some **bo|ld** text"),
    ("some **bold** text", " text", 2, "some **bold** t|ext"),
    ("a [link](/) here", " here", 1, "a [link](/) |here"),
    ("emoji 😀👍🏽 then words", "emoji 😀👍🏽 then words", 18, "emoji 😀👍🏽 then |words"),
    ("# A heading", "A heading", 2, "# A |heading"),
    ("- one\n- two *three*", "three", 2, "- one\n- two *th|ree*"),
    ("`code` a &amp; b", " a & b", 5, "`code` a &amp; |b"),
    ("```py\ndef f(): pass\n```", "pass", 1, "```py\ndef f(): p|ass\n```"),
    ("> [!NOTE]\n> words", "NOTE", 2, "> [!NO|TE]\n> words"),
    ("> [!TIP] Own title\n> words", "Own title", 4, "> [!TIP] Own |title\n> words"),
    ("see[^note] and more", " and more", 5, "see[^note] and |more"),
    ("[^note]: its text", "its text", 4, "[^note]: its |text"),
    ("with $x^2$ and more", " and more", 5, "with $x^2$ and |more"),
)


def test_a_click_puts_the_caret_at_the_character(ada: Person) -> None:
    sources = ["elsewhere", *(source for source, *_ in CLICKED)]
    paste(ada, "\n\n".join(sources))
    ada.has_blocks(*sources)
    ada.settled()
    for n, (_, shown, index, caret) in enumerate(CLICKED, 1):
        ada.press("Control", "Home")
        ada.has_caret("|elsewhere")
        ada.click_before(shown, n, index)
        ada.has_caret(caret)
