"""Someone who types by a seeded script of letters, Enters and Backspaces, and what must come of it."""

import time
from random import Random

from e2e.people import Person

SLOWEST, FASTEST = 10, 30  # keys a second

# Looks once a frame whether the letter that was typed last stands right before the caret, so that not even a flicker
# goes unseen. After an Enter something of one's own stands there, if anything; after a Backspace it may be another's
# letter: what two people typed at one place is mixed in the order of its arrival.
WATCH_CARET = """(own) => {
    let last;
    addEventListener("keydown", ({ key }) => key.length > 1 && (last = key), true);
    addEventListener("input", ({ data }) => data && (last = data), true);
    window.jumps = [];
    const look = () => {
        const source = document.activeElement, writes = source?.matches(".block > textarea");
        const before = writes ? (source.value[source.selectionStart - 1] ?? "") : "(no focus)";
        const stays = last?.length === 1 ? before === last : `${own}\\n`.includes(before);
        if (last !== "Backspace" && !stays) window.jumps.push([last, before]);
        requestAnimationFrame(look);
    };
    look();
}"""
LOOK = """() => {
    const source = document.activeElement, writes = source.matches(".block > textarea");
    return [writes ? source.value.slice(0, source.selectionStart) : "(no focus)", window.jumps];
}"""


class Typist:
    """Writes with letters that nobody else has, so that they can be told apart in the common text.

    An Enter or a Backspace comes right after a letter only: nobody deletes what is another's.
    """

    def __init__(self, person: Person, alphabet: str, random: Random) -> None:
        self.person = person
        self.typed = ""
        self.letters = 0
        self.due = time.monotonic()
        self._alphabet = alphabet
        self._random = random
        self._after_letter = False
        person.seat.js(WATCH_CARET, alphabet)

    def strike(self) -> None:
        """One key when its time has come."""
        time.sleep(max(0, self.due - time.monotonic()))
        self.due += 1 / self._random.uniform(SLOWEST, FASTEST)
        chance = self._random.random()
        if self._after_letter and chance < 0.15:
            self._backspace()
        elif self._after_letter and chance < 0.18:
            self._enter()
        else:
            self._letter(self._random.choice(self._alphabet))

    def check_caret(self) -> None:
        """One's own last letter stands right before the caret, and never did anything else."""
        before, jumps = self.person.seat.js(LOOK)
        if self._after_letter:
            wanted = self.typed[-1]
            assert before.endswith(wanted), f"{self.person.name}'s caret is not after {wanted!r}: {before!r}"
        assert not jumps, f"{self.person.name}'s caret jumped; what was typed and stood before it: {jumps}"

    def own(self, text: str) -> str:
        """What of the text this person has written."""
        return "".join(character for character in text if character in self._alphabet)

    def _letter(self, letter: str) -> None:
        self.person.write(letter)
        self.typed += letter
        self.letters += 1
        self._after_letter = True

    def _enter(self) -> None:
        self.person.press("Enter")
        self._after_letter = False

    def _backspace(self) -> None:
        self.person.press("Backspace")
        self.typed = self.typed[:-1]
        self._after_letter = False


def type_at_once(*typists: Typist, letters: int) -> None:
    """Everyone types up to so many letters and what goes between, each at a pace of one's own, all at once."""
    for typist in typists:
        typist.due = time.monotonic()
    while busy := [typist for typist in typists if typist.letters < letters]:
        min(busy, key=lambda typist: typist.due).strike()
    for typist in typists:
        typist.check_caret()
