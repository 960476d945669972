"""How much one person may do in a time, so that a program that runs wild neither fills the disk nor holds others up.

A person is whoever has the secret of a session, and not an address: a whole school may be behind one. Who comes without
a session is counted together with all others of that address who have none, and they may do `TOGETHER` times as much.
Counted in this process, in memory, for an edit must not wait for it. A setting of 0 is no limit.
"""

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from time import monotonic
from typing import Any

from django.conf import settings

from .guests import author

# Why a page has to wait
TOO_MANY_PAGES = "You have more pages open than one person may. This one goes on as soon as another is closed."
FULL_HOUSE = "No more people fit into this document. This page goes on as soon as somebody leaves."
TOO_FAST = "This is more than anybody can type. The page goes on in a moment, and keeps what is written."

TOGETHER = 10
PATIENCE = 5.0  # seconds that an edit is held up. Who waits for answers is never held up for as long
ROUNDING = 1e-6  # seconds by which sums of times may be wrong
KNOWN = 10_000  # people, from which on those are forgotten who may do everything again


def whom(session: Mapping[str, Any], address: str) -> str:
    """For whom it counts what comes from that address with that session."""
    return author(session.get("guest")) or f"@{address}"


def _most(setting: str, who: str) -> int:
    most: int = getattr(settings, setting) if who else 0
    return most * TOGETHER if who.startswith("@") else most


class Rate:
    """So many in so many seconds, at once or evenly: the generic cell rate algorithm, as in `flow`."""

    def __init__(self, setting: str, seconds: float) -> None:
        self._setting = setting
        self._seconds = seconds
        self._used_up_to: dict[str, float] = {}  # of each person, the time by which the rate allows for what they did
        self._forget_at = KNOWN

    def wait(self, who: str) -> float:
        """Seconds until they may do it once more; 0.0 if they may now."""
        return self.take(who, count=False)

    def take(self, who: str, patience: float = 0.0, *, count: bool = True) -> float:
        """As `wait`, and counts it if they may within `patience`. For nobody it is not counted."""
        if not (most := _most(self._setting, who)):
            return 0.0
        now = monotonic()
        used = max(self._used_up_to.get(who, now), now) + self._seconds / most
        wait = used - now - self._seconds
        wait = wait if wait > ROUNDING else 0.0
        if count and wait <= patience:
            self._used_up_to[who] = used
            if len(self._used_up_to) > self._forget_at:
                self._forget(now)
        return wait

    def _forget(self, now: float) -> None:
        self._used_up_to = {who: used for who, used in list(self._used_up_to.items()) if used > now}
        self._forget_at = max(KNOWN, 2 * len(self._used_up_to))


NEW_DOCUMENTS = Rate("LONGHAND_MAX_NEW_DOCUMENTS", 3600)
UPLOADS = Rate("LONGHAND_MAX_UPLOADS", 3600)
COMMENTS = Rate("LONGHAND_MAX_COMMENTS", 3600)
EDITS = Rate("LONGHAND_MAX_EDITS", 60)


async def may_edit(who: str) -> bool:
    """Return when they may, or False at once if that would take too long."""
    wait = EDITS.take(who, PATIENCE)
    if 0 < wait <= PATIENCE:
        await asyncio.sleep(wait)
    return wait <= PATIENCE


def in_words(seconds: float) -> str:
    """How long to wait, rounded up: `3 minutes`."""
    minutes = int(seconds // 60) + 1
    return "a minute" if minutes == 1 else f"{minutes} minutes"


_connections = Counter[str]()


@contextmanager
def connection(who: str) -> Iterator[bool]:
    """Whether they may have one more, which lasts as long as the context."""
    most = _most("LONGHAND_MAX_CONNECTIONS_PER_PERSON", who)
    welcome = not most or _connections[who] < most
    _connections[who] += welcome
    try:
        yield welcome
    finally:
        _connections[who] -= welcome
        if not _connections[who]:
            del _connections[who]
