"""Someone who types by a seeded script of letters, Enters and Backspaces, and what must come of it."""

import time
from random import Random

from e2e.people import Person

SLOWEST, FASTEST = 10, 30  # characters a second

# Looks once a frame at what stands before the caret, so that not even a flicker goes unseen.
WATCH_CARET = """(own) => {
    window.jumps = [];
    const look = () => {
        const source = document.activeElement;
        const before = source?.matches(".source") ? source.value[source.selectionStart - 1] : "(no focus)";
        if (before && !(own + " \\n").includes(before)) window.jumps.push(before);
        requestAnimationFrame(look);
    };
    look();
}"""


class Typist:
    """Writes with letters that nobody else has, so that they can be told apart in the common text.

    An Enter or a Backspace comes only where one's own letter stands right before the caret on the same line:
    nobody deletes what is another's, and no empty block arises.
    """

    def __init__(self, person: Person, alphabet: str, random: Random) -> None:
        self.person = person
        self.typed = ""
        self.due = time.monotonic()
        self.letters = 0
        self._alphabet = alphabet
        self._random = random
        self._on_this_line = 0
        self._can_delete = False
        person.seat.js(WATCH_CARET, alphabet)

    def strike(self) -> None:
        """One key when its time has come, once the caret is seen to be where the last key left it."""
        time.sleep(max(0, self.due - time.monotonic()))
        self.due += 1 / self._random.uniform(SLOWEST, FASTEST)
        self.check_caret()
        chance = self._random.random()
        if self._can_delete and self._on_this_line > 1 and chance < 0.15:
            self._backspace()
        elif self._on_this_line > 1 and chance < 0.18:
            self._enter()
        else:
            self._letter(self._random.choice(self._alphabet))

    def check_caret(self) -> None:
        if self._on_this_line:
            before = self.person.caret().partition("|")[0]
            wanted = self.typed[-1]
            assert before.endswith(wanted), f"{self.person.name}'s caret is not after {wanted!r}: {before!r}"
        jumps = self.person.seat.js("() => window.jumps")
        assert not jumps, f"{self.person.name}'s caret jumped behind {jumps}"

    def own(self, text: str) -> str:
        """What of the text this person has written."""
        return "".join(character for character in text if character in self._alphabet)

    def _letter(self, letter: str) -> None:
        self.person.write(letter)
        self.typed += letter
        self.letters += 1
        self._on_this_line += 1
        self._can_delete = True

    def _enter(self) -> None:
        self.person.press("Enter")
        self._on_this_line = 0
        self._can_delete = False

    def _backspace(self) -> None:
        self.person.press("Backspace")
        self.typed = self.typed[:-1]
        self._on_this_line -= 1
        self._can_delete = False


def type_at_once(*typists: Typist, letters: int) -> None:
    """Everyone types so many letters and what goes between, each at a pace of one's own, in the same seconds."""
    busy = list(typists)
    while busy:
        typist = min(busy, key=lambda typist: typist.due)
        typist.strike()
        busy = [typist for typist in typists if typist.letters < letters]
    for typist in typists:
        typist.check_caret()
