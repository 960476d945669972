"""Who asks, as far as it counts for what they may do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from types import SimpleNamespace
from typing import Any

from django.contrib.auth import SESSION_KEY, get_user

from . import database, limits
from .guests import author


@dataclass(frozen=True, slots=True)
class Visitor:
    person: str = ""  # whose undo takes an edit back; empty for one without a session
    user: int | None = None  # who is signed in
    links: frozenset[int] = frozenset()  # which they have opened
    counted_for: str = field(default="", compare=False)  # whom `limits` counts what they do


STRANGER = Visitor()


def visitor_of(session: Mapping[str, Any], address: str) -> Visitor:
    """Who comes from that address with that session. Asks the database only where somebody is signed in."""
    user = get_user(SimpleNamespace(session=session)).pk if SESSION_KEY in session else None  # type: ignore[arg-type]
    links = frozenset(session.get("links", ()))
    return Visitor(author(session.get("guest")), user, links, limits.whom(session, address))


async def avisitor_of(session: Mapping[str, Any], address: str) -> Visitor:
    if SESSION_KEY not in session:
        return visitor_of(session, address)
    return await database.run(partial(visitor_of, session, address))
