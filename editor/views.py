"""The pages."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from . import limits, names
from .access import AskedBy, moved_from, requires
from .accounts.sessions import refresh
from .comments.models import open_threads
from .compression import gzip_page
from .files.markup import from_beside
from .guests import be_somebody, guest_of
from .library.listing import latest
from .library.visits import opened, remember
from .models import Document
from .people import naming
from .roles import Role
from .store import create, snapshot
from .streaming import page
from .toolbar import BUTTONS
from .visitors import Visitor, visitor_of

MOST_RECENT = 6  # documents on the first page


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "home/index.html", {"recent": _recent(request)})


def _recent(request: HttpRequest) -> list[Document]:
    return latest(visitor_of(request), opened(request.session), MOST_RECENT)


@require_POST
def new(request: HttpRequest) -> HttpResponse:
    be_somebody(request.session)
    visitor = visitor_of(request)
    if wait := limits.NEW_DOCUMENTS.take(visitor.counted_for):
        error = f"You have begun many documents in a short time. You can begin another one in {limits.in_words(wait)}."
        context = {"recent": _recent(request), "new_error": error}
        return render(request, "home/index.html", context, status=429)
    document = create(names.new_room(), visitor)
    return redirect("document", document.room)


@require_safe
def open_by_name(request: HttpRequest) -> HttpResponse:
    name = request.GET.get("name", "").strip()
    if names.ROOM.fullmatch(name):
        return redirect("document", name)
    error = "A name is made of up to 100 letters, digits, hyphens and underscores."
    context = {"recent": _recent(request), "open_error": error, "open_name": name}
    return render(request, "home/index.html", context, status=400)


@gzip_page  # a long document is a tenth then; its only secret, a form's token, is masked anew each time
@require_safe
def document(request: AskedBy, room: str) -> HttpResponseBase:
    if moved_to := _moved_to(room, visitor_of(request)):
        return redirect("document", moved_to)
    return _page(request, room)


def _moved_to(room: str, visitor: Visitor) -> str:
    """Where it is now, for those who may read it, if nobody has begun another document of that name."""
    moved_to, roles = moved_from(room, [visitor])
    return moved_to if roles[visitor] and not Document.objects.filter(room=room).exists() else ""


@requires(Role.VIEWER)
def _page(request: AskedBy, room: str) -> HttpResponseBase:
    content = snapshot(room)
    refresh(request)
    remember(request.session, request.visitor, room)
    be_somebody(request.session)
    context = {"room": room, "document": content, "role": request.role, "account": request.user}
    if request.role.comments:
        context["comments"] = open_threads(room) or "" if content.discussion else ""
    if not request.role.writes:
        return page(request, "document/read.html", context, content.blocks, source=False)
    context |= {"buttons": BUTTONS, **naming(guest_of(request.session, ""))}
    return page(request, "document/show.html", context, content.blocks, source=True)


@require_safe
@requires(Role.EDITOR)  # it is the source
def markdown(request: HttpRequest, room: str) -> HttpResponse:
    content = snapshot(room)
    etag = f'"r{content.revision}"'
    if request.headers.get("If-None-Match") == etag:
        response: HttpResponse = HttpResponseNotModified()
    else:
        text = from_beside("\n\n".join(text for _, text in content.blocks), room)
        response = HttpResponse(text, content_type="text/markdown; charset=utf-8")
    response["ETag"] = etag
    response["X-Revision"] = str(content.revision)
    return response
