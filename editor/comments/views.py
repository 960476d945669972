"""Comments, in a panel beside the text; without scripts, a page of their own."""

import json
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import retarget

from .. import limits
from ..access import AskedBy, requires
from ..guests import be_somebody, guest_of
from ..models import Document
from ..places import Place, placed, written
from ..roles import Role
from ..store import revisions
from ..wire import REVISION, parse_place
from . import changing
from .changing import GONE, LONGEST, Refused, Speaker
from .listing import discussion, places
from .models import Comment
from .placing import Spot, spot


@dataclass(frozen=True, slots=True)
class Draft:
    """A comment that is not made yet: an answer, or about a place, or about the document."""

    answers: Comment | None = None  # the first of its thread
    about: Spot | None = None
    text: str = ""
    refused: str = ""

    @property
    def place(self) -> str:
        """As it comes back with the form."""
        return json.dumps(written(self.about.place)) if self.about else ""


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Role.COMMENTER)
def comments(request: AskedBy, room: str) -> HttpResponse:
    """All of them, and a form for another one; or only whether there is anything new."""
    be_somebody(request.session)
    if request.method == "POST":
        return _begin(request, room)
    if "closed" in request.GET:
        return render(request, "comments/_closed.html")
    if "places" in request.GET:
        return render(request, "comments/_remarks.html", {"places": places(room)})
    if request.GET.get("since") == str(_numbers(room)[1]):
        return HttpResponse(status=204)
    return _show(request, room, _draft(request, room))


@require_POST
@requires(Role.COMMENTER)
def thread(request: AskedBy, room: str, thread: int) -> HttpResponse:
    """Answer, resolve or open it again, or remove one of its comments."""
    be_somebody(request.session)
    speaker, sent = _speaker(request), request.POST
    try:
        if "remove" in sent:
            if not sent["remove"].isdecimal():
                raise Http404
            changing.remove(room, thread, int(sent["remove"][:18]), speaker)
        elif "resolve" in sent or "reopen" in sent:
            changing.resolve(room, thread, speaker, resolved="resolve" in sent)
        else:
            _count(request)
            changing.answer(room, thread, speaker, sent.get("text", ""))
    except Refused as refused:
        return _show(request, room, Draft(_first(room, thread), text=sent.get("text", ""), refused=str(refused)), 422)
    return _done(request, room)


def _begin(request: AskedBy, room: str) -> HttpResponse:
    sent = request.POST
    place, text = _place(sent.get("place", "")), sent.get("text", "")
    at = int(sent["at"]) if place and REVISION.fullmatch(sent.get("at", "")) else 0
    try:
        _count(request)
        changing.begin(room, _speaker(request), place, at, text)
    except Refused as refused:
        return _show(request, room, Draft(None, _spot(request, room, place, at), text, str(refused)), 422)
    return _done(request, room)


def _done(request: AskedBy, room: str) -> HttpResponse:
    return _show(request, room, None) if request.htmx else redirect("document_comments", room)  # type: ignore[attr-defined]


def _show(request: AskedBy, room: str, draft: Draft | None, status: int = 200) -> HttpResponse:
    panel = request.htmx  # type: ignore[attr-defined]
    context = {
        "room": room,
        "role": request.role,
        "draft": draft if panel else draft or Draft(),
        "longest": LONGEST,
        "discussion": discussion(room, _speaker(request), request.role),
    }
    if not panel:
        return render(request, "comments/show.html", context, status=status)
    if draft and draft.refused:
        return retarget(render(request, "comments/_panel.html", context), "#comments")
    return render(request, f"comments/_{'threads' if panel.target == 'threads' else 'panel'}.html", context)


def _draft(request: AskedBy, room: str) -> Draft | None:
    """What the person wants to comment; None if they only want to read."""
    asked = request.GET
    if asked.get("answer", "").isdecimal():
        return Draft(_first(room, int(asked["answer"][:18])))
    if "whole" in asked:
        return Draft()
    if "block" in asked:
        block = _spot(request, room, _place(json.dumps([asked["block"], 0, 0])), _numbers(room)[0])
        return Draft(None, block, refused="" if block else GONE)
    place, base = _place(asked.get("caret", "")), asked.get("base", "")
    about = _spot(request, room, place, int(base)) if place and REVISION.fullmatch(base) else None
    has_selected = place is not None and place[0] != place[1]
    return Draft(None, about) if has_selected or "new" in asked else None


def _place(raw: str) -> Place | None:
    try:
        place = parse_place(json.loads(raw))
    except (ValueError, RecursionError):
        return None
    return None if place is None else placed(place)


def _spot(request: AskedBy, room: str, place: Place | None, base: int) -> Spot | None:
    document = Document.objects.filter(room=room).first()
    return spot(document, place, base, whole=not request.role.writes) if document and place else None


def _first(room: str, thread: int) -> Comment:
    found = Comment.objects.filter(thread__document__room=room, thread=thread).order_by("pk").first()
    if found is None:
        raise Http404
    return found


def _numbers(room: str) -> tuple[int, int]:
    revision, _, number = revisions([room]).get(room, (0, 0, 0))
    return revision, number


def _speaker(request: AskedBy) -> Speaker:
    return Speaker(request.visitor, guest_of(request.session, ""))


def _count(request: AskedBy) -> None:
    """Raises Refused if they have commented too much."""
    if wait := limits.COMMENTS.take(request.visitor.counted_for):
        raise Refused(f"You have commented much in a short time. You can go on in {limits.in_words(wait)}.")
