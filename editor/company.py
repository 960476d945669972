"""Who is in a room and where in its text: what its members and the other processes are told of that, and how often."""

from collections.abc import Callable, Collection, Mapping, Sequence
from time import time
from typing import Any

from . import render, wire
from .announcements import Announcements
from .carets import Caret, Carets
from .guests import Guest
from .members import Member
from .places import Place, placed
from .presence import Person, Presence, Stay
from .throttle import Throttle

INTERVAL = 0.2  # seconds between two frames about people, or about carets
COMING_AND_GOING = 0.2  # seconds in which those gather: who loads a page again goes, and comes at once
MOVING = 0.01

# Sends the first to all members, and to those who are one of these people what is for them alone
Show = Callable[[str, Mapping[str, str]], None]


class Company:
    def __init__(self, room: str, announcements: Announcements, present: Collection[Member], show: Show) -> None:
        self._room = room
        self._announcements = announcements
        self._present = present
        self._show = show
        self._presence = Presence()
        self._carets = Carets()
        self._people: list[Person] = []  # as they were shown last
        self._drawn: list[tuple[Person, Place]] = []  # the carets, as they were shown last
        self._told: list[Stay] = []  # to the other processes
        self._moved = False  # since they were told
        self._people_change = Throttle(self._show_people, INTERVAL, delay=COMING_AND_GOING)
        self._carets_change = Throttle(self._show_carets, INTERVAL, delay=MOVING)

    def people(self) -> list[Person]:
        return self._presence.people(time())

    def arrive(self, guest: Guest) -> None:
        self._presence.arrive(guest, time())
        self._people_change.ask()

    def leave(self, guest: Guest) -> None:
        self._presence.leave(guest.key, time())
        self._people_change.ask()

    def rename(self, guest: Guest) -> None:
        self._presence.rename(guest)
        self._people_change.ask()

    def place(self, client: str, guest: Guest, caret: wire.Caret) -> None:
        """A page of theirs tells where they are."""
        place = None if caret.place is None else placed(caret.place)
        self._carets.place(client, guest.key, caret.base, place, time())
        self._moved = True
        self._carets_change.ask()

    def advance(self, revision: int, changes: Sequence[Mapping[str, Any]]) -> None:
        """The room comes to that revision, by these changes if they are known."""
        writing = {change["by"] for change in changes}
        authors = {member.client: member.guest.key for member in self._present if member.client in writing}
        self._moved |= self._carets.advance(revision, changes, authors, time())

    def carets_beside_text(self) -> str:
        """The carets, for a frame of text to take along, when it is time for them; empty if they are the same."""
        with self._carets_change.instead() as now:
            return self._redrawn() if now else ""

    def keep_pace(self, seconds: float) -> None:
        """In a crowd a frame is dear, so carets wait for the next one of text, which will be sent after that time."""
        self._carets_change.hold(2 * seconds)

    def look(self) -> None:
        """Notice a process that says nothing more."""
        self._people_change.ask()

    def hear_people(self, process: str, people: Sequence[Sequence[Any]]) -> None:
        if self._presence.hear(process, people, time()):
            self.report()
        self._people_change.ask()

    def hear_carets(self, process: str, revision: int, carets: Sequence[Sequence[Any]]) -> None:
        self._carets.hear(process, revision, carets, time())
        self._carets_change.ask()

    def report(self) -> None:
        """Tell the other processes of everyone here."""
        self._told = self._presence.here()
        self._announcements.publish(self._room, "presence", people=self._told)
        self._report_carets()

    def welcome(self, keys: Collection[str]) -> tuple[str, dict[str, str]]:
        """What those are shown who join: the same for all of them, and what is for each of these people alone."""
        people = self.people()
        own = dict.fromkeys(keys, "") | {person.key: render.you(person) for person in people if person.key in keys}
        return render.presence(people) + render.carets(self._carets_of(people), time()), own

    def _show_people(self) -> None:
        people = self.people()
        if self._presence.here() != self._told:
            self.report()
        if self._carets.keep({member.client for member in self._present}):
            self._moved = True
        if people != self._people:
            changed, self._people = set(people) - set(self._people), people
            self._show(render.presence(people), {person.key: render.you(person) for person in changed})
        self._carets_change.ask()  # they bear names and colours

    def _show_carets(self) -> None:
        if carets := self._redrawn():
            self._show(carets, {})

    def _redrawn(self) -> str:
        if self._moved:
            self._report_carets()
        carets = self._carets_of(self._people)
        drawn = [(person, caret.place) for person, caret in carets]
        if drawn == self._drawn:
            return ""
        self._drawn = drawn
        return render.carets(carets, time())

    def _report_carets(self) -> None:
        self._moved = False
        if (revision := self._carets.revision) is not None and not self._announcements.alone:
            self._announcements.publish(self._room, "carets", revision=revision, carets=self._carets.here())

    def _carets_of(self, people: Sequence[Person]) -> list[tuple[Person, Caret]]:
        carets = self._carets.all(time())
        return [(person, carets[person.key]) for person in people if person.key in carets]
