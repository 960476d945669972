"""Who asks, as far as it counts for what they may do."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from types import SimpleNamespace
from typing import Any

from django.contrib.auth import SESSION_KEY, get_user

from . import database
from .guests import author


@dataclass(frozen=True, slots=True)
class Visitor:
    person: str = ""  # whose undo takes an edit back; empty for one without a session
    user: int | None = None  # who is signed in
    links: frozenset[int] = frozenset()  # which they have opened


STRANGER = Visitor()


def visitor_of(session: Mapping[str, Any]) -> Visitor:
    """Whose session it is. Asks the database only where somebody is signed in."""
    user = get_user(SimpleNamespace(session=session)).pk if SESSION_KEY in session else None  # type: ignore[arg-type]
    return Visitor(author(session.get("guest")), user, frozenset(session.get("links", ())))


async def avisitor_of(session: Mapping[str, Any]) -> Visitor:
    if SESSION_KEY not in session:
        return visitor_of(session)
    return await database.run(partial(visitor_of, session))
