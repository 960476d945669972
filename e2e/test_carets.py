"""Each sees where the others are in the text: at the right character, whoever types, as long as they are there."""

from collections.abc import Callable

import pytest

from e2e.network import Network
from e2e.people import Arrive, Person, Stored, agree

# The places in pixels of a text that the n-th block shows, rendered or as source, and of the caret that is drawn
TOOLS = """
    const carets = [...document.querySelectorAll("#carets > .caret")].filter((caret) => caret.getClientRects().length);
    const box = (rects) => {
        const sides = ["left", "top", "right", "bottom"].map((side) => rects.map((rect) => rect[side]));
        return sides.map((side, n) => Math[n < 2 ? "min" : "max"](...side));
    };
    const textOf = (n, text, from, to) => {
        const block = document.querySelectorAll("#blocks .block")[n];
        const written = block.matches(".pending, :focus-within");
        const walker = document.createTreeWalker(block.querySelector(written ? "#mirror" : ".rendered") ?? block, 4);
        while (walker.nextNode()) {
            const start = walker.currentNode.data.indexOf(text), range = document.createRange();
            if (start < 0) continue;
            range.setStart(walker.currentNode, start + from);
            range.setEnd(walker.currentNode, start + to);
            return box([...range.getClientRects()]);
        }
    };
    const near = (a, b) => a && b && a.every((x, n) => Math.abs(x - b[n]) <= 2);
"""
AT = f"""(n, text, index) => {{
    {TOOLS}
    const last = index === text.length, seen = textOf(n, text, index - last, index + !last);
    if (carets.length !== 1 || !seen) return [carets.length, seen];
    const [left, top, , bottom] = box([carets[0].getBoundingClientRect()]), drawn = [left, top, bottom];
    const place = [seen[last ? 2 : 0], seen[1], seen[3]];
    return near(drawn, place) || [drawn, place];
}}"""
OVER = f"""(n, text) => {{
    {TOOLS}
    const drawn = carets.flatMap((caret) => [...caret.querySelectorAll("b > b")].map((b) => b.getBoundingClientRect()));
    const boxes = drawn.length && box(drawn), place = textOf(n, text, 0, text.length);
    return near(boxes, place) || [boxes, place];
}}"""
SPANNED = f"""() => {{
    {TOOLS}
    const drawn = carets.flatMap((caret) => [...caret.querySelectorAll("b > b")]).map((b) => b.getBoundingClientRect());
    const boxes = drawn.filter(({{ width }}) => width);
    return [...document.querySelectorAll("#blocks .block > .rendered")].map((rendered) => {{
        const {{ top, bottom }} = rendered.getBoundingClientRect();
        return boxes.some((box) => box.top < bottom - 2 && box.bottom > top + 2);
    }});
}}"""
NAMES = f"() => {{ {TOOLS} return carets.map((caret) => caret.firstElementChild.textContent); }}"
IN_SIGHT = f"""() => {{
    {TOOLS}
    const {{ top, bottom }} = carets[0]?.getBoundingClientRect() ?? {{}};
    return top > 0 && bottom < innerHeight;
}}"""
AT_THE_EDGE = f"""() => {{
    {TOOLS}
    const [caret, name] = [carets[0], carets[0]?.firstElementChild].map((each) => each?.getBoundingClientRect().right);
    return [caret > innerWidth - 40, name < innerWidth];
}}"""
FOLLOWED = (
    "() => [...document.querySelectorAll('#presence [name=follow]')].map((each) => each.ariaPressed).includes('true')"
)
OTHER = "#presence li:not([data-person='{}']) [name=follow]"


def sees_caret(one: Person, text: str, n: int = 0, index: int = 0) -> None:
    """The one caret of another is drawn in front of the character at `index` of a text in the n-th block."""
    one.seat.wait_until(
        lambda: one.seat.js(AT, n, text, index) is True,
        lambda: f"{one.name}, {text!r} {index}: {one.seat.js(AT, n, text, index)}",
    )


def sees_selected(one: Person, text: str, n: int = 0) -> None:
    one.seat.wait_until(lambda: one.seat.js(OVER, n, text) is True, lambda: f"{text!r}: {one.seat.js(OVER, n, text)}")


def sees_none(one: Person) -> None:
    one.waits_for(NAMES, [])


@pytest.fixture
def ada(person: Arrive, room: str) -> Person:
    ada = person("Ada", room)
    ada.click_block(0)
    return ada


def test_at_the_right_character_of_every_kind_of_block(ada: Person, person: Arrive, room: str) -> None:
    long = "a paragraph that is so long that it wraps " * 5 + "to its end"
    ada.insert(f"Say 😀👍🏽 to it\n# A *bold* heading\n{long}\n```py\ndef f(): pass\n```\n- one\n- two **three**")
    ada.sees("three")
    ada.settled()
    bob = person("Bob", room)
    places = [("Say 😀👍🏽 to it", 0, 11), ("heading", 1, 4), ("to its end", 2, 3), ("pass", 3, 1), ("three", 4, 2)]
    for text, n, index in places:
        ada.click_before(text, n, index)
        sees_caret(bob, text, n, index)
    for text, n, index in places:
        bob.click_block(n)
        ada.click_before(text, n, index)
        sees_caret(bob, text, n, index)
    ada.press("End")
    sees_caret(bob, "three**", 4, 7)


def test_it_stays_with_its_character_while_one_types_before_it(
    ada: Person, person: Arrive, network: Callable[[], Network], room: str, stored: Stored
) -> None:
    ada.write("one 😀 three")
    way = network()
    bob = person("Bob", room, way)
    bob.sees("one 😀 three")
    ada.press("ArrowLeft", times=len("three"))
    sees_caret(bob, "three")
    bob.click_before("one")
    sees_caret(bob, "three")
    way.stall()
    bob.write("zero ")
    sees_caret(bob, "zero one 😀 three", index=12)
    way.restore()
    bob.settled()
    sees_caret(bob, "zero one 😀 three", index=12)
    sees_caret(ada, "zero one", index=5)
    bob.press("Enter")
    ada.has_blocks("zero ", "one 😀 three")
    sees_caret(bob, "one 😀 three", n=1, index=7)
    ada.write("two ")
    sees_caret(bob, "one 😀 two three", n=1, index=11)
    assert agree(room, stored, ada, bob) == ["zero ", "one 😀 two three"]


def test_what_another_has_selected(ada: Person, person: Arrive, room: str) -> None:
    ada.write("keep 😀 this word\nand\n- this\ntoo")
    bob = person("Bob", room)
    bob.sees("too")
    ada.click_before("word")
    ada.press("Shift", "ArrowLeft", times=len("this "))
    sees_selected(bob, "this ")
    bob.click_before("keep")
    bob.write("do ")
    sees_selected(bob, "this ")
    bob.seat.js("() => document.activeElement.blur()")
    ada.drag(0, 1)
    bob.waits_for(SPANNED, [True, True, False])
    ada.press("Control", "a")
    bob.waits_for(SPANNED, [True, True, True])
    ada.press("ArrowDown")
    sees_caret(bob, "too", 2, 3)
    bob.waits_for(SPANNED, [False, False, False])


def test_as_long_as_they_are_in_the_text(ada: Person, person: Arrive, room: str) -> None:
    ada.write("one\ntwo")
    ada.settled()
    bob = person("Bob", room)
    sees_caret(bob, "two", 1, 3)
    ada.seat.click("#toolbar [popovertarget=find]")
    sees_none(bob)
    ada.press("Escape")
    ada.click_before("one")
    sees_caret(bob, "one")
    other = ada.tab()
    other.click_before("two", 1)
    sees_caret(bob, "two", 1)
    sees_none(other)
    other.seat.close()
    sees_caret(bob, "one")
    ada.seat.goto("about:blank")
    sees_none(bob)


def test_by_the_name_that_they_choose(ada: Person, person: Arrive, room: str) -> None:
    ada.write("words")
    bob = person("Bob", room)
    made_up = str(ada.seat.js("() => document.querySelector('#you').title")).removesuffix(" (you)")
    bob.waits_for(NAMES, [made_up])
    ada.seat.click("#self")
    ada.waits_for("() => document.activeElement.id", "own-name")
    ada.write("Ada <3\n")
    ada.waits_for("() => document.activeElement.id", "self")
    ada.click_block(0)
    bob.waits_for(NAMES, ["Ada <3"])
    bob.click_block(0)
    ada.waits_for("() => document.querySelectorAll('#carets > .caret').length", 2)
    bob.waits_for(NAMES, ["Ada <3"])
    ada.comes()
    ada.click_block(0)
    bob.waits_for(NAMES, ["Ada <3"])


def test_one_clicks_through_it(ada: Person, person: Arrive, room: str) -> None:
    ada.write("one two")
    bob = person("Bob", room)
    ada.press("ArrowLeft", times=3)
    sees_caret(bob, "two", 0)
    bob.click_before("two")
    bob.write("and ")
    bob.has_caret("one and |two")


def test_a_name_at_the_right_edge_can_be_read(ada: Person, person: Arrive, room: str) -> None:
    bob = person("Bob", room)
    bob.seat.resize(375, 600)
    ada.write("שלום")
    ada.press("Home")
    bob.waits_for(AT_THE_EDGE, [True, True])


def test_going_along_with_another(ada: Person, person: Arrive, room: str) -> None:
    ada.insert("\n".join(f"paragraph {number}" for number in range(80)))
    ada.sees("paragraph 79")
    ada.settled()
    bob = person("Bob", room)
    bob.waits_for("() => document.querySelectorAll('#presence li').length", 2)
    bob.seat.click(OTHER.format(bob.seat.attribute("#editor", "data-person")))
    bob.waits_for(FOLLOWED, True)
    bob.waits_for(IN_SIGHT, True)
    ada.press("Control", "Home")
    bob.waits_for(IN_SIGHT, True)
    ada.press("ArrowDown", times=60)
    bob.waits_for(IN_SIGHT, True)
    bob.click_block(50)
    bob.waits_for(FOLLOWED, False)
    ada.press("Control", "Home")
    ada.write("!")
    bob.sees("!paragraph 0")
    bob.waits_for(IN_SIGHT, False)
