"""Where the people of a room are in its text. Pure: no clock, no socket.

Each caret is kept at the room's revision. What is told of an earlier one is carried over the changes since, as far as
they are remembered; what is told of a later one waits until the room is there.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import chain
from typing import Any

from .places import Place, Trail, behind, placed, written
from .presence import EXPIRY

MOST_SHOWN = 50  # of a room: those who moved last


@dataclass(slots=True)
class Caret:
    person: str
    place: Place
    base: int  # the revision at which this is the place
    moved: float  # when


class Carets:
    def __init__(self) -> None:
        self._trail = Trail()
        self._here: dict[str, Caret] = {}  # of each client
        self._elsewhere: dict[str, tuple[list[Caret], float]] = {}

    @property
    def revision(self) -> int | None:
        """The room's; None before it is known."""
        return self._trail.revision

    def place(self, client: str, person: str, base: int, place: Place | None, now: float) -> None:
        """A page of the person tells where they are, or that they are in no text."""
        self._here.pop(client, None)
        if place:
            self._here[client] = Caret(person, place, base, now)

    def keep(self, clients: Collection[str]) -> bool:
        """Forget what is of other clients; whether there was any."""
        gone = self._here.keys() - set(clients)
        for client in gone:
            del self._here[client]
        return bool(gone)

    def advance(
        self, revision: int, changes: Sequence[Mapping[str, Any]], people: Mapping[str, str], now: float
    ) -> bool:
        """The room comes to that revision; whether someone here moved by what they wrote.

        `changes` are those since the one before, as on the wire. Where they are not known, no caret is any more.
        `people` are those of the clients whose writing tells where they are.
        """
        self._trail.advance(revision, changes)
        wrote = False
        for change in changes:
            if change["by"] in people and (place := behind(change)):
                self._here[change["by"]] = Caret(people[change["by"]], place, change["rev"], now)
                wrote = True
        if self._trail.is_full:
            for caret in self._everywhere():
                self._bring_up(caret, revision)
            self._trail.trim()
        return wrote

    def hear(self, process: str, base: int, carets: Sequence[Sequence[Any]], now: float) -> None:
        """Another process tells of the carets there, by its `here()` at the revision `base`."""
        told = [Caret(person, placed(place), base, moved) for person, moved, place in carets]
        self._elsewhere[process] = (told, now + EXPIRY)

    def here(self) -> list[list[Any]]:
        """What to tell the other processes of those who moved last here: person, time, place."""
        return [[caret.person, caret.moved, written(caret.place)] for caret in self._latest(self._here.values())]

    def all(self, now: float) -> dict[str, Caret]:
        """The carets of the people who moved last, at the room's revision. A person is where they moved last."""
        self._elsewhere = {process: told for process, told in self._elsewhere.items() if told[1] > now}
        return {caret.person: caret for caret in self._latest(self._everywhere())}

    def _everywhere(self) -> Iterable[Caret]:
        return chain(self._here.values(), *(carets for carets, _ in self._elsewhere.values()))

    def _latest(self, carets: Iterable[Caret]) -> list[Caret]:
        """Only these are brought up, for in a crowd most are not shown."""
        if (revision := self.revision) is None:
            return []
        of_person = dict[str, Caret]()
        for caret in carets:
            other = of_person.get(caret.person)
            if caret.base <= revision and (other is None or other.moved <= caret.moved):
                of_person[caret.person] = caret
        last = nlargest(MOST_SHOWN, of_person.values(), key=lambda caret: caret.moved)
        last.sort(key=lambda caret: caret.person)  # so that who moves does not change places in the frame
        return [caret for caret in last if self._bring_up(caret, revision)]

    def _bring_up(self, caret: Caret, revision: int) -> bool:
        """To the room's revision, if it is of an earlier one; whether it is known where it is now."""
        if caret.base < revision and (place := self._trail.follow(caret.place, caret.base)):
            caret.place, caret.base = place, revision
        return caret.base == revision
