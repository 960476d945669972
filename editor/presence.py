"""Who is in a room: the people at this process's sockets, and those that other processes tell of.

Two tabs are one person. People keep the order in which they came, and the colours that they got. As the processes
tell each other both, all of them show everyone alike.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple

from .colours import preferred, shared_out
from .guests import Guest, initials

EXPIRY = 30.0  # seconds after which a process that says nothing more has nobody, and those who have left are forgotten


@dataclass(frozen=True, slots=True)
class Person:
    """Someone as everyone in the room sees them."""

    key: str
    name: str
    colour: int  # 0 to COLOURS - 1

    @property
    def initials(self) -> str:
        return initials(self.name)


class Stay(NamedTuple):
    """Someone's being in a room, as a process tells it to the others. Times are in seconds since the epoch."""

    key: str
    name: str
    named: float
    since: float
    colour: int

    def with_name_of(self, other: "Guest | Stay") -> "Stay":
        """The name that was chosen last is the one."""
        return self._replace(name=other.name, named=other.named) if other.named > self.named else self


class Presence:
    def __init__(self) -> None:
        self._stays: dict[str, Stay] = {}
        self._tabs: Counter[str] = Counter()
        self._gone: dict[str, float] = {}  # since when; who comes again soon is as before
        self._elsewhere: dict[str, tuple[list[Stay], float]] = {}

    def arrive(self, guest: Guest, now: float) -> None:
        self._tabs[guest.key] += 1
        self._gone.pop(guest.key, None)
        new = Stay(guest.key, guest.name, guest.named, now, preferred(guest.key))
        self._stays[guest.key] = self._stays.get(guest.key, new).with_name_of(guest)

    def leave(self, key: str, now: float) -> None:
        self._tabs -= Counter([key])
        if not self._tabs[key]:
            self._gone[key] = now

    def rename(self, guest: Guest) -> None:
        """Does nothing if they are not here."""
        if guest.key in self._stays:
            self._stays[guest.key] = self._stays[guest.key].with_name_of(guest)

    def here(self) -> list[Stay]:
        """Whom to tell the other processes of."""
        return [stay for stay in self._stays.values() if self._tabs[stay.key]]

    def hear(self, process: str, stays: Sequence[Sequence[Any]], now: float) -> bool:
        """Another process tells who is there; whether it was unknown until now."""
        unknown = process not in self._elsewhere
        self._elsewhere[process] = ([Stay(*stay) for stay in stays], now + EXPIRY)
        return unknown

    def people(self, now: float) -> list[Person]:
        """Everyone, in the order in which they came."""
        self._forget(now)
        stays: dict[str, Stay] = {}
        for stay in chain(self.here(), *(told for told, _ in self._elsewhere.values())):
            older, newer = sorted((stays.get(stay.key, stay), stay), key=lambda stay: (stay.since, stay.colour))
            stays[stay.key] = older.with_name_of(newer)
        in_order = sorted(stays.values(), key=lambda stay: (stay.since, stay.key))
        people = [
            Person(stay.key, stay.name, colour)
            for stay, colour in zip(in_order, shared_out(stay.colour for stay in in_order), strict=True)
        ]
        for person in people:
            if person.key in self._stays:
                self._stays[person.key] = self._stays[person.key]._replace(colour=person.colour)
        return people

    def _forget(self, now: float) -> None:
        self._elsewhere = {process: told for process, told in self._elsewhere.items() if told[1] > now}
        self._gone = {key: since for key, since in self._gone.items() if since + EXPIRY > now}
        self._stays = {key: stay for key, stay in self._stays.items() if self._tabs[key] or key in self._gone}
