"""A person at a document: what one does and what one sees, in the words of a scenario."""

from collections.abc import Callable
from typing import TypeVar

from e2e.seats import Seat

Stored = Callable[[str], str]
Arrive = Callable[..., "Person"]
Seen = TypeVar("Seen")

STATE = "() => document.querySelector('#status')?.dataset.state"
SOURCES = "() => [...document.querySelectorAll('#blocks textarea')].map((source) => source.value)"
SEEN = """() => [...document.querySelectorAll("#blocks .block")].map((block) => {
    const rendered = block.querySelector(".rendered"), { display, visibility } = getComputedStyle(rendered);
    const written = display === "none" || visibility === "hidden";
    return written ? block.querySelector("textarea").value : rendered.innerText.trim();
})"""
FOCUSED = """() => {
    const source = document.activeElement;
    if (!source?.matches(".block > textarea")) return null;
    return [source.closest(".block").id.slice(2), source.selectionStart, source.selectionEnd, source.value];
}"""
# The left part of a character in the n-th block's rendered text: one clicks there to write before it.
CHARACTER = """(n, text, index) => {
    const block = document.querySelectorAll("#blocks .block")[n];
    block.scrollIntoView({ block: "center" });
    const walker = document.createTreeWalker(block.querySelector(".rendered"), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const start = walker.currentNode.data.indexOf(text);
        if (start < 0) continue;
        const range = document.createRange();
        range.setStart(walker.currentNode, start + index);
        range.setEnd(walker.currentNode, start + index + 1);
        const box = range.getBoundingClientRect();
        return [box.left + box.width / 4, box.top + box.height / 2];
    }
    throw new Error(`"${text}" is not in one piece in block ${n}`);
}"""
CHOSEN = "() => [...document.querySelectorAll('.chosen > textarea')].map((source) => source.value)"
NTH_BLOCK = "(n) => document.querySelectorAll('#blocks .block')[n].id"


class Person:
    def __init__(self, name: str, seat: Seat, address: str) -> None:
        self.name = name
        self.seat = seat
        self._address = address
        self.comes()

    # What one does

    def comes(self) -> None:
        """Open the document, for the first time or again."""
        self.seat.goto(self._address)
        self.settled()

    def tab(self) -> "Person":
        """The same person with the same document in another tab."""
        return Person(f"{self.name} in another tab", self.seat.tab(), self._address)

    def write(self, text: str, delay: float = 0) -> None:
        self.seat.type(text, delay)

    def press(self, *keys: str, times: int = 1) -> None:
        for _ in range(times):
            self.seat.press(*keys)

    def insert(self, text: str) -> None:
        self.seat.insert(text)

    def click_block(self, n: int) -> None:
        self.seat.click(f"#{self.seat.js(NTH_BLOCK, n)}")

    def click_before(self, text: str, n: int = 0, index: int = 0, meanwhile: Callable[[], None] = lambda: None) -> None:
        """Click the character at `index` (in UTF-16 units) of a text that the n-th block shows rendered.

        `meanwhile` happens while the mouse is pressed.
        """
        x, y = self.seat.js(CHARACTER, n, text, index)
        self.seat.click_at(x, y, meanwhile)

    def drag(self, n: int, to: int) -> None:
        """Press the mouse in the text of a block, and release it in that of another."""
        self.seat.drag(*(f"#{self.seat.js(NTH_BLOCK, each)}" for each in (n, to)))

    def settled(self) -> None:
        """Wait until all that was typed is stored and the connection stands."""
        self.is_shown("saved")

    def is_shown(self, state: str) -> None:
        """Wait until the page tells this state: connecting, saved, saving, offline or stopped."""
        self._waits(lambda: self.seat.js(STATE), lambda shown: shown == state, state)

    def is_told(self, words: str) -> None:
        """Wait until the page says so in its one place for that, whichever way it is connected."""
        self._waits(self._said, lambda said: said == words, words)

    # What one sees

    def blocks(self) -> list[str]:
        """The sources of the blocks, in order."""
        return list(self.seat.js(SOURCES))

    def text(self) -> str:
        return "\n".join(self.blocks())

    def visible_text(self) -> str:
        """The rendered blocks, and the source of the one that is being written in."""
        return "\n".join(self.seat.js(SEEN))

    def focused(self) -> tuple[str, int, int] | None:
        """The block one writes in, and the start and end of the selection (in UTF-16 units)."""
        focus = self.seat.js(FOCUSED)
        return focus and (focus[0], focus[1], focus[2])

    def caret(self) -> str:
        """The block one writes in with a bar at the caret, or one at each end of a selection."""
        focus = self.seat.js(FOCUSED)
        if not focus:
            return "(nowhere)"
        _, start, end, source = focus
        units = source.encode("utf-16-le")
        parts = [units[: 2 * start], units[2 * start : 2 * end], units[2 * end :]]
        before, selected, after = (part.decode("utf-16-le") for part in parts)
        return f"{before}|{selected}|{after}" if selected else f"{before}|{after}"

    def chosen(self) -> list[str]:
        """The texts of the blocks that are selected as a whole."""
        return list(self.seat.js(CHOSEN))

    def has_chosen(self, *expected: str) -> None:
        self._waits(self.chosen, lambda chosen: chosen == list(expected), expected)

    def revision(self) -> int:
        return int(self.seat.js("() => Number(document.querySelector('#sync').dataset.revision)"))

    def sees(self, text: str) -> None:
        """Wait until it stands on the page, rendered or being written."""
        self._waits(self.visible_text, lambda seen: text in seen, text)

    def has_caret(self, expected: str) -> None:
        self._waits(self.caret, lambda caret: caret == expected, expected)

    def waits_for(self, function: str, value: object) -> None:
        """Wait until this returns that."""
        self._waits(lambda: self.seat.js(function), lambda got: got == value, value)

    def has_blocks(self, *expected: str) -> None:
        self._waits(self.blocks, lambda blocks: blocks == list(expected), expected)

    def catches_up_with(self, other: "Person") -> None:
        """Wait until every edit that the other has seen stored is here as well."""
        other.settled()
        theirs = other.revision()
        self._waits(self.revision, lambda mine: mine >= theirs, theirs)

    def _said(self) -> str:
        return self.seat.text("#status").strip().removesuffix("Websockets blocked").strip()

    def _waits(self, look: Callable[[], Seen], holds: Callable[[Seen], bool], wanted: object) -> None:
        self.seat.wait_until(lambda: holds(look()), lambda: f"{self.name}: {wanted!r}, but {look()!r}")


def agree(room: str, stored: Stored, *people: Person) -> list[str]:
    """Wait until everyone has the same blocks and the server has them stored; returns the blocks."""
    for one in people:
        one.settled()
    for one in people:
        for other in people:
            one.catches_up_with(other)
    first, *others = people
    for other in others:
        assert other.blocks() == first.blocks(), f"{other.name} and {first.name} have different documents"
    assert stored(room) == "\n\n".join(first.blocks())
    return first.blocks()
