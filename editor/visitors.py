"""Who asks, as far as it counts for what they may do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from types import SimpleNamespace
from typing import Any

from django.contrib.auth import SESSION_KEY, get_user
from django.http import HttpRequest

from . import database, limits
from .guests import author


@dataclass(frozen=True, slots=True)
class Visitor:
    person: str = ""  # whose undo takes an edit back; empty for one without a session
    user: int | None = None  # who is signed in
    links: frozenset[int] = frozenset()  # which they have opened
    counted_for: str = field(default="", compare=False)  # whom `limits` counts what they do


STRANGER = Visitor()


def visitor_of(request: HttpRequest) -> Visitor:
    """Who asks. Asks the database only where somebody is signed in."""
    return whose(request.session, request.META.get("REMOTE_ADDR", ""))


async def avisitor_of(request: HttpRequest) -> Visitor:
    return await awhose(request.session, request.META.get("REMOTE_ADDR", ""))


def whose(session: Mapping[str, Any], address: str) -> Visitor:
    """As `visitor_of`, of whoever comes from that address with that session."""
    user = get_user(SimpleNamespace(session=session)).pk if SESSION_KEY in session else None  # type: ignore[arg-type]
    links = frozenset(session.get("links", ()))
    return Visitor(author(session.get("guest")), user, links, limits.whom(session, address))


async def awhose(session: Mapping[str, Any], address: str) -> Visitor:
    if SESSION_KEY not in session:
        return whose(session, address)
    return await database.run(partial(whose, session, address))
