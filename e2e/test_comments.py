"""Comments: people select, comment and answer, and each sees what the others do while all go on writing."""

from collections.abc import Callable

import pytest

from e2e.people import Arrive, Person
from e2e.seats import Seat
from e2e.server import Server
from e2e.test_accessibility import complaints
from e2e.test_sharing import share, sign_up

TEXT = "# The mill\nThe mill is old.\nIt turns."
NUMBER = "() => document.querySelector('#comment-number').textContent"
SAID = "() => [...document.querySelectorAll('#threads > .threads .said')].map((said) => said.innerText)"
QUOTES = "() => [...document.querySelectorAll('#threads > .threads .quote')].map((quote) => quote.innerText)"
FOCUSED = "() => document.activeElement.id"
IS_OPEN = "() => document.querySelector('#comments').matches(':popover-open')"
COUNT_QUESTIONS = """() => {
    Object.assign(window, { asked: 0, heard: performance.now() });
    addEventListener("htmx:wsAfterMessage", () => (window.heard = performance.now()));
    addEventListener("htmx:beforeRequest", ({ detail }) => (window.asked += detail.target.id === "remarks"));
}"""
IS_QUIET = "() => performance.now() - window.heard > 500"  # so long that a panel would have asked
HAS_ASKED = "() => window.asked > 0"
IN_SIGHT = """() => [...document.querySelectorAll("#comments, #comment-number, .remark, .to-comments, .comments-page")]
    .filter((each) => each.checkVisibility()).length"""
# By how many pixels the one highlight and the words in the rendered text differ at most, on any side
OFF = """(words) => {
    const walker = document.createTreeWalker(document.querySelector("#blocks"), NodeFilter.SHOW_TEXT);
    const range = new Range(), marks = document.querySelectorAll("#remarks b > b");
    while (walker.nextNode()) {
        const at = walker.currentNode.data.indexOf(words);
        if (at < 0 || !walker.currentNode.parentElement.closest(".rendered")) continue;
        range.setStart(walker.currentNode, at);
        range.setEnd(walker.currentNode, at + words.length);
    }
    const here = range.getBoundingClientRect(), there = marks[0]?.getBoundingClientRect();
    const sides = ["left", "right", "top", "bottom"].map((side) => Math.abs(here[side] - there?.[side]));
    return marks.length === 1 && here.width ? Math.max(...sides) : `${marks.length} marks, ${here.width} wide`;
}"""
ANSWER_NO = "() => { window.confirm = (asked) => { window.asked = asked; return false; }; }"
ANSWER_YES = "() => { window.confirm = () => true; }"


@pytest.fixture
def ada(person: Arrive, room: str) -> Person:
    ada = person("Ada", room)
    ada.click_block(0)
    ada.insert(TEXT)
    ada.settled()
    return ada


@pytest.fixture
def boris(ada: Person, person: Arrive, room: str) -> Person:
    """He comes when she has written."""
    return person("Boris", room)


@pytest.fixture
def olga(ada: Person, server: Server, room: str) -> Person:
    """Ada, who owns the document now, and lets others comment only."""
    sign_up(ada.seat, server, room)
    ada.settled()
    share(ada, '.choice [name=role][value="2"]')
    return ada


def opens_comments(one: Person) -> None:
    one.seat.click("#toolbar [popovertarget=comments]")


def opens_form(one: Person, words: str, n: int) -> None:
    """About words of the n-th block."""
    one.click_before(words, n)
    one.press("Shift", "ArrowRight", times=len(words))
    opens_comments(one)
    one.waits_for(FOCUSED, "comment")


def comments(one: Person, words: str, n: int, text: str) -> None:
    opens_form(one, words, n)
    one.write(text)
    one.seat.click(".draft .primary")
    one.waits_for("() => document.querySelectorAll('.draft').length", 0)


def answers(one: Person, text: str) -> None:
    one.seat.click(".thread .ways a")
    one.waits_for(FOCUSED, "comment")
    one.write(text)
    one.seat.click(".draft .primary")


def is_over(one: Person, words: str) -> None:
    """The highlight."""
    one.seat.wait_until(lambda: _is_small(one.seat.js(OFF, words)), lambda: f"off by {one.seat.js(OFF, words)}")


def _is_small(pixels: object) -> bool:
    return isinstance(pixels, int | float) and pixels < 2


def test_a_selection_is_commented_answered_and_resolved(ada: Person, boris: Person) -> None:
    comments(ada, "old", 1, "How old?")
    boris.waits_for(NUMBER, "1")
    opens_comments(boris)
    boris.waits_for(SAID, ["How old?"])
    boris.waits_for(QUOTES, ["old"])
    answers(boris, "Very.")
    ada.waits_for(SAID, ["How old?", "Very."])
    boris.waits_for(SAID, ["How old?", "Very."])
    boris.seat.click(".thread [name=resolve]")
    for one in (ada, boris):
        one.waits_for(NUMBER, "")
        one.waits_for(SAID, [])
        one.waits_for("() => document.querySelectorAll('#remarks .caret').length", 0)


def test_the_highlight_moves_with_its_words_and_the_quote_leads_there(ada: Person, boris: Person) -> None:
    comments(ada, "old", 1, "How old?")
    ada.click_block(2)
    is_over(ada, "old")
    boris.click_before("old", n=1)
    boris.write("very very ")
    ada.sees("The mill is very very old.")
    is_over(ada, "old")
    boris.click_block(0)
    boris.press("End")
    boris.press("Enter")
    boris.write("By Boris")
    ada.sees("By Boris")
    is_over(ada, "old")
    ada.seat.click(".thread .quote")
    ada.waits_for("() => document.querySelector(':target > .rendered')?.innerText.trim()", "The mill is very very old.")


def test_a_draft_stays_while_others_write_and_comment(ada: Person, boris: Person) -> None:
    opens_form(ada, "old", 1)
    ada.write("How")
    boris.click_before("old", n=1)
    boris.write("very ")
    comments(boris, "turns", 2, "Which way?")
    ada.waits_for(SAID, ["Which way?"])
    answers(boris, "To the left.")
    ada.waits_for(SAID, ["Which way?", "To the left."])
    ada.write(" old?")
    assert ada.seat.value("#comment") == "How old?"
    ada.seat.click(".draft .primary")
    for one in (ada, boris):
        one.waits_for(QUOTES, ["old", "turns"])
        one.waits_for(SAID, ["How old?", "Which way?", "To the left."])
    ada.has_blocks("# The mill", "The mill is very old.", "It turns.")


def test_the_keyboard_alone(ada: Person) -> None:
    ada.click_before("old", 1)
    ada.press("Control", "Alt", "m")
    ada.waits_for(IS_OPEN, True)
    ada.press("Escape")
    ada.waits_for(IS_OPEN, False)
    ada.write("very ")
    ada.has_caret("The mill is very |old.")
    ada.press("Shift", "ArrowRight", times=3)
    ada.press("Control", "Alt", "m")
    ada.waits_for(FOCUSED, "comment")
    ada.write("How old?")
    ada.press("Tab")
    ada.press("Enter")
    ada.waits_for(NUMBER, "1")
    ada.waits_for(SAID, ["How old?"])


@pytest.mark.any_engine
def test_a_closed_panel_asks_for_nothing(ada: Person, boris: Person) -> None:
    opens_comments(ada)
    ada.waits_for("() => document.querySelectorAll('#threads > .none').length", 1)
    ada.seat.js(COUNT_QUESTIONS)
    boris.click_before("old", n=1)
    boris.write("very ")
    ada.sees("The mill is very old.")
    ada.waits_for(HAS_ASKED, True)
    ada.press("Escape")
    ada.waits_for(IS_OPEN, False)
    ada.waits_for(IS_QUIET, True)
    ada.seat.js("() => (window.asked = 0)")
    boris.write("very ")
    ada.sees("The mill is very very old.")
    ada.waits_for(IS_QUIET, True)
    assert not ada.seat.js(HAS_ASKED)


@pytest.mark.any_engine
def test_deleting_asks_first(ada: Person, boris: Person) -> None:
    comments(ada, "old", 1, "How old?")
    ada.seat.js(ANSWER_NO)
    ada.seat.click(".thread .remove")
    ada.waits_for("() => window.asked", "Delete this comment?")
    boris.waits_for(NUMBER, "1")
    opens_comments(boris)
    boris.waits_for(SAID, ["How old?"])
    assert boris.seat.count(".thread .remove") == 0, "it is hers"
    ada.seat.js(ANSWER_YES)
    ada.seat.click(".thread .remove")
    for one in (ada, boris):
        one.waits_for(NUMBER, "")
        one.waits_for(SAID, [])


@pytest.mark.any_engine
def test_who_may_only_comment(olga: Person, person: Arrive, room: str) -> None:
    boris = person("Boris", room)
    boris.is_told("Comment only")
    assert boris.seat.count("#blocks textarea") == 0
    boris.seat.click("#b-1 + .block > .remark")
    boris.waits_for(FOCUSED, "comment")
    boris.write("How old?")
    boris.seat.click(".draft .primary")
    olga.waits_for(NUMBER, "1")
    opens_comments(olga)
    olga.waits_for(QUOTES, ["The mill is old."])
    answers(olga, "Very.")
    boris.waits_for(SAID, ["How old?", "Very."])
    assert complaints(boris.seat) == []

    share(olga, '.choice [name=role][value="1"]')
    boris.seat.wait_until(lambda: comments_on(boris.seat) == 0, lambda: f"{comments_on(boris.seat)} parts are left")
    boris.is_told("Read only")
    assert boris.seat.count("#comments, #comment-number") == 0
    olga.waits_for(NUMBER, "1")


def comments_on(seat: Seat) -> int | None:
    """How many parts of the page that one sees are about comments; None while it loads itself again."""
    try:
        return int(seat.js(IN_SIGHT))
    except Exception:  # whatever the engine's driver says of a page that goes
        return None


@pytest.mark.any_engine
def test_without_scripts(olga: Person, unscripted: Callable[[], Seat], server: Server, room: str) -> None:
    boris, document = unscripted(), f"{server.url}/document/{room}/"

    def comes_to(address: str, shown: str) -> None:
        boris.wait_until(lambda: boris.address() == address, boris.address)
        boris.wait_until(lambda: shown in boris.text("#comments"), lambda: boris.text("#comments"))

    boris.goto(document)
    boris.click("#b-1 + .block > .remark")
    boris.wait_until(lambda: "comments?block=" in boris.address(), boris.address)
    assert boris.text(".about") == "About The mill is old."
    boris.click("#comment")
    boris.type("How old?")
    boris.click(".draft .primary")
    comes_to(f"{document}comments", "How old?")
    olga.waits_for(NUMBER, "1")
    boris.click(".thread .ways a")
    boris.wait_until(lambda: "?answer=" in boris.address(), boris.address)
    boris.click("#comment")
    boris.type("Very?")
    boris.click(".draft .primary")
    comes_to(f"{document}comments", "Very?")
    boris.click(".thread [name=resolve]")
    comes_to(f"{document}comments", "No open comments.")
    olga.waits_for(NUMBER, "")
    boris.click(".resolved summary")
    boris.click(".thread [name=reopen]")
    boris.wait_until(lambda: boris.count(".thread [name=resolve]"), lambda: boris.text("#comments"))
    for left in (1, 0):
        boris.click("article:first-of-type > .remove")
        boris.wait_until(lambda: boris.count(".said") == left, lambda: boris.text("#comments"))  # noqa: B023
    olga.waits_for(NUMBER, "")
