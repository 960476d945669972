"""Who may do what with a document, as a dialog beside it; without scripts, a page of its own."""

from datetime import date
from typing import Any, cast

from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from ..access import AskedBy, requires
from ..accounts.models import User
from ..models import Document
from ..names import can_be_guessed
from ..roles import GIVEN, Role
from . import changing, invitations
from .changing import Refused


@require_safe
@requires(Role.EDITOR)
def show(request: AskedBy, room: str) -> HttpResponse:
    """What the owner decides. Others see by what they are here, and whom to ask."""
    return _show(request, room)


@require_POST
@requires(Role.OWNER)
def opening(request: AskedBy, room: str) -> HttpResponse:
    document = _document(room)
    try:
        audience = Document.Audience(request.POST.get("audience") or document.open_to)
        role = _role(request, document.open_as)
    except ValueError:
        return _show(request, room, "That cannot be chosen.")
    changing.open_to(document, audience, role)
    return _done(request, room)


@require_POST
@requires(Role.OWNER)
def moving(request: AskedBy, room: str) -> HttpResponse:
    """Have another address, and go there."""
    there = reverse("document", args=[changing.move(_document(room))])
    return HttpResponse(headers={"HX-Redirect": there}) if request.headers.get("HX-Request") else redirect(there)


@require_POST
@requires(Role.OWNER)
def giving(request: AskedBy, room: str) -> HttpResponse:
    document, whom = _document(room), request.POST.get("whom", "")
    giver = cast(User, document.owner)
    try:
        grant = changing.give(document, whom, _role(request, Role.EDITOR), giver)
    except (Refused, ValueError) as refused:
        return _show(request, room, str(refused), whom=whom)
    invitations.send(request, grant, giver)
    return _done(request, room)


@require_POST
@requires(Role.OWNER)
def given(request: AskedBy, room: str, grant: int) -> HttpResponse:
    """Change what somebody has been given, take it back, or make them the owner."""
    one = get_object_or_404(_document(room).grants, pk=grant)
    try:
        match request.POST.get("action", ""):
            case "remove":
                changing.take_back(one)
            case "own":
                changing.hand_over(one)
            case _:
                changing.give_another_role(one, _role(request, one.role))
    except (Refused, ValueError) as refused:
        return _show(request, room, str(refused))
    return _done(request, room)


@require_POST
@requires(Role.OWNER)
def linking(request: AskedBy, room: str) -> HttpResponse:
    try:
        day = request.POST.get("until", "")
        last_day = date.fromisoformat(day) if day else None
        changing.make_link(_document(room), _role(request, Role.VIEWER), last_day, request.POST.get("password", ""))
    except Refused as refused:
        return _show(request, room, str(refused))
    except (ValueError, OverflowError):
        return _show(request, room, "That cannot be chosen.")
    return _done(request, room)


@require_POST
@requires(Role.OWNER)
def unlinking(request: AskedBy, room: str, link: int) -> HttpResponse:
    changing.take_back(get_object_or_404(_document(room).links, pk=link))
    return _done(request, room)


def _done(request: AskedBy, room: str) -> HttpResponse:
    """What it looks like now, if the person is still the owner."""
    if not request.headers.get("HX-Request"):
        return redirect("document_sharing", room)
    document = _document(room)
    if document.owner_id != request.visitor.user:
        request.role = Role.EDITOR
    return _show(request, room)


def _show(request: AskedBy, room: str, refused: str = "", **sent: str) -> HttpResponse:
    is_dialog = bool(request.headers.get("HX-Request"))
    context = _context(request, _document(room)) | {"room": room, "refused": refused, **sent}
    template = "sharing/_share.html" if is_dialog else "sharing/show.html"
    return render(request, template, context, status=422 if refused and not is_dialog else 200)


def _context(request: AskedBy, document: Document) -> dict[str, Any]:
    context = {
        "document": document,
        "role": request.role,
        "owns": request.role is Role.OWNER,
        "audiences": Document.Audience.choices,
        "roles": GIVEN,
        "is_guest": request.visitor.user is None,
    }
    if not context["owns"]:
        return context
    return context | {
        "grants": document.grants.select_related("user", "group").order_by("made_at"),
        "links": [
            {"link": link, "url": request.build_absolute_uri(link.address), "uses": link.uses.order_by("-used_at")}
            for link in document.links.order_by("made_at").prefetch_related("uses")
        ],
        "url": request.build_absolute_uri(reverse("document", args=[document.room])),
        "can_be_guessed": can_be_guessed(document.room),
        "groups": Group.objects.filter(user=request.visitor.user),
    }


def _document(room: str) -> Document:
    """One that was never written in is nobody's, and everyone's."""
    return Document.objects.select_related("owner").filter(room=room).first() or Document(
        room=room, open_to=Document.Audience.EVERYONE, open_as=Role.EDITOR
    )


def _role(request: HttpRequest, otherwise: int) -> Role:
    """That was asked for. Raises ValueError."""
    role = Role(int(request.POST.get("role") or otherwise))
    if role is Role.OWNER:
        raise ValueError("That cannot be chosen.")
    return role
