"""Who is in a room: the people at this process's sockets, and those that other processes tell of.

A person is known by a key that their browser keeps. Two tabs are one person.
"""

import hashlib
from collections import Counter
from dataclasses import dataclass

EXPIRY = 30.0  # seconds after which a process that says nothing more has nobody

ADJECTIVES = """
    Amber Brave Calm Clever Eager Early Fair Gentle Golden Happy
    Keen Kind Lively Lucky Merry Quick Quiet Sunny Swift Wise
""".split()  # noqa: SIM905 - a list of forty lines would say no more
ANIMALS = """
    Badger Crane Dolphin Falcon Finch Fox Gecko Hare Heron Ibex
    Lark Lynx Marten Otter Owl Panda Puffin Robin Seal Wren
""".split()  # noqa: SIM905
COLOURS = 10


@dataclass(frozen=True, slots=True)
class Person:
    key: str
    name: str
    initials: str
    colour: int  # 0 to COLOURS - 1


def person(key: str) -> Person:
    """The guest of that key: always of the same name and colour."""
    digest = hashlib.sha256(key.encode()).digest()
    first, last = ADJECTIVES[digest[0] % len(ADJECTIVES)], ANIMALS[digest[1] % len(ANIMALS)]
    return Person(digest.hex()[:12], f"{first} {last}", first[0] + last[0], digest[2] % COLOURS)


def author(guest: str | None) -> str:
    """The name under which the log knows whoever has that key; empty for those without one."""
    return person(guest).key if guest else ""


class Presence:
    def __init__(self) -> None:
        self._here: Counter[str] = Counter()
        self._elsewhere: dict[str, tuple[list[str], float]] = {}

    def arrive(self, key: str) -> None:
        self._here[key] += 1

    def leave(self, key: str) -> None:
        self._here -= Counter([key])

    def here(self) -> list[str]:
        return list(self._here)

    def hear(self, process: str, keys: list[str], now: float) -> bool:
        """Another process tells who is there; whether it was unknown until now."""
        unknown = process not in self._elsewhere
        self._elsewhere[process] = (keys, now + EXPIRY)
        return unknown

    def people(self, now: float) -> list[Person]:
        """Everyone, in the order of their names."""
        self._elsewhere = {process: told for process, told in self._elsewhere.items() if told[1] > now}
        keys = set(self._here).union(*(keys for keys, _ in self._elsewhere.values()))
        return sorted(map(person, keys), key=lambda person: (person.name, person.key))
