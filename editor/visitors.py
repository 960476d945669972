"""Who asks, as far as it counts for what they may do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from types import SimpleNamespace
from typing import Any, TypeVar

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, get_user
from django.http import HttpRequest

from . import database, limits
from .guests import author

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Visitor:
    person: str = ""  # whose undo takes an edit back; empty for one without a session
    user: int | None = None  # who is signed in
    links: frozenset[int] = frozenset()  # which they have opened
    proof: str = ""  # that they are that user, until the password is another
    sign_in: str = field(default="", compare=False)  # by which they are that user in this browser, until they sign out
    counted_for: str = field(default="", compare=False)  # whom `limits` counts what they do


STRANGER = Visitor()


def visitor_of(request: HttpRequest) -> Visitor:
    """Who asks. Asks the database only where somebody is signed in."""
    user = request.user.pk if SESSION_KEY in request.session else None
    return _visitor(request.session, user, request.META.get("REMOTE_ADDR", ""))


async def avisitor_of(request: HttpRequest) -> Visitor:
    return await _thread(visitor_of, request, request.session)


async def on_socket(scope: Mapping[str, Any]) -> Visitor:
    """Who has opened a websocket."""
    return await _thread(_on_socket, scope, scope["session"])


def _on_socket(scope: Mapping[str, Any]) -> Visitor:
    session, (address, *_) = scope["session"], scope.get("client") or ("",)
    user = get_user(SimpleNamespace(session=session)).pk if SESSION_KEY in session else None  # type: ignore[arg-type]
    return _visitor(session, user, address)


def _visitor(session: Mapping[str, Any], user: int | None, address: str) -> Visitor:
    links = frozenset(session.get("links", ()))
    proof = session.get(HASH_SESSION_KEY, "") if user is not None else ""
    sign_in = session.get("sign_in", "")
    return Visitor(author(session.get("guest")), user, links, proof, sign_in, limits.whom(session, address))


async def _thread(work: Callable[[T], Visitor], asked: T, session: Mapping[str, Any]) -> Visitor:
    """In one of the database's if that is asked."""
    return await database.run(partial(work, asked)) if SESSION_KEY in session else work(asked)
