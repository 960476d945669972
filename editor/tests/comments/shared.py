"""Who comments on the document of `access.shared`, and where."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from typing import Any

from django.http import HttpResponse
from django.test import Client

from editor.accounts.models import User
from editor.comments import changing
from editor.comments.changing import Speaker
from editor.comments.listing import Discussion, discussion
from editor.comments.models import Thread
from editor.guests import guest
from editor.merge import Insert, Operation
from editor.models import Document
from editor.places import Place
from editor.roles import Role
from editor.visitors import STRANGER

from ..access.shared import ROOM, visitor
from ..documents import Writer, accept
from ..elements import Element, parse

_PAGE = {"HX-Request": "true"}


class Someone:
    """With an account."""

    def __init__(self, user: User, role: Role) -> None:
        self.user, self._role = user, role
        self.speaker = Speaker(visitor(user), guest(user.secret))
        self._browser: Client | None = None

    # What the code is asked for

    def begins(self, text: str = "Well?", place: Place | None = None, base: int | None = None) -> Thread:
        """A thread; its place is one of now if nothing else is said."""
        at = Document.objects.get(room=ROOM).revision if base is None else base
        return changing.begin(ROOM, self.speaker, place, at, text)

    def answers(self, thread: Thread, text: str = "Well!", room: str = ROOM) -> None:
        changing.answer(room, thread.pk, self.speaker, text)

    def resolves(self, thread: Thread, *, resolved: bool = True, room: str = ROOM) -> None:
        changing.resolve(room, thread.pk, self.speaker, resolved=resolved)

    def removes(self, thread: Thread, comment: int = 0, room: str = ROOM) -> None:
        """Its comment of that number, from 0 on."""
        changing.remove(room, thread.pk, comments(thread)[comment][0], self.speaker)

    def reads(self, room: str = ROOM) -> Discussion:
        return discussion(room, self.speaker, self._role)

    # What the browser asks for

    def opens(self, query: str = "", panel: str = "", room: str = ROOM, what: str = "comments") -> HttpResponse:
        """The page of the comments; or the panel `comments`, or the list `threads`, as htmx does."""
        return self._asks("get", f"{what}{query}", {}, panel, room)

    def sends(
        self, thread: Thread | int | None = None, panel: str = "", room: str = ROOM, **fields: Any
    ) -> HttpResponse:
        """A new comment, or something about the thread."""
        pk = thread.pk if isinstance(thread, Thread) else thread
        return self._asks("post", f"comments/{pk}" if pk else "comments", fields, panel, room)

    def _asks(self, method: str, what: str, fields: dict[str, Any], panel: str, room: str) -> HttpResponse:
        if self._browser is None:
            self._browser = Client()
            self._browser.force_login(self.user)
        headers = _PAGE | {"HX-Target": panel} if panel else {}
        answer = getattr(self._browser, method)(f"/document/{room}/{what}", fields, headers=headers)
        assert isinstance(answer, HttpResponse)
        return answer


def at(block: str, start: int, end: int, to: str = "") -> Place:
    return (block, start), (to or block, end)


def comments(thread: Thread) -> list[tuple[int, str]]:
    """Number and text of each."""
    return list(thread.comments.order_by("pk").values_list("pk", "text"))


def said(thread: Thread) -> list[str]:
    return [text for _, text in comments(thread)]


def edit(*operations: Operation, room: str = ROOM) -> Document:
    """One change after what there is; the document then."""
    _take(room, [operations])
    return Document.objects.get(room=room)


def type_more(times: int, block: str) -> None:
    """So many changes, each of which puts a letter before what the block has."""
    _take(ROOM, [[Insert(block, 0, "x")]] * times)


def _take(room: str, edits: Sequence[Sequence[Operation]]) -> None:
    """By the owner, if there is one."""
    document = Document.objects.filter(room=room).first() or Document(revision=0)
    by = visitor(document.owner) if document.owner else STRANGER
    typist = Writer(f"typist-{document.revision:08}")
    base = count(document.revision)
    accept(room, *[replace(typist.edit(next(base), *operations), visitor=by) for operations in edits])


# What a page shows


def all_of(page: Element, tag: str, cls: str = "") -> list[Element]:
    found = (each for each in page.all() if each.tag == tag)
    return [each for each in found if not cls or cls in (each.attributes.get("class") or "").split()]


def fields(page: Element) -> dict[str, Any]:
    """Those of the form for a new comment, as they come with the page."""
    draft = page.one("form", cls="draft")
    hidden = {each.attributes["name"] or "": each.attributes["value"] or "" for each in all_of(draft, "input")}
    hidden.pop("csrfmiddlewaretoken")
    return hidden | {"text": draft.one("textarea").text().removeprefix("\n")}


def shown(answer: HttpResponse) -> list[str]:
    """What is said, in the order of the page."""
    return [each.text() for each in all_of(parse(answer.text), "div", "said")]


def error(answer: HttpResponse) -> str:
    return parse(answer.text).one(cls="error").text()
