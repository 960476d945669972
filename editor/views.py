"""The pages."""

import secrets

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST, require_safe

from . import names
from .presence import person
from .recent import recent_documents, remember
from .render import groups
from .store import snapshot
from .toolbar import BUTTONS


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "home/index.html", {"recent": recent_documents(request.session)})


@require_POST
def new(request: HttpRequest) -> HttpResponse:
    return redirect("document", names.new_room())


@require_safe
def open_by_name(request: HttpRequest) -> HttpResponse:
    name = request.GET.get("name", "").strip()
    if names.ROOM.fullmatch(name):
        return redirect("document", name)
    error = "A name is made of up to 100 letters, digits, hyphens and underscores."
    context = {"recent": recent_documents(request.session), "open_error": error, "open_name": name}
    return render(request, "home/index.html", context, status=400)


@gzip_page  # a long document is a tenth then; it holds no secret that others could make out by its size
@require_safe
def document(request: HttpRequest, room: str) -> HttpResponse:
    content = snapshot(room)
    remember(request.session, room)
    guest = request.session.setdefault("guest", secrets.token_hex(16))
    context = {
        "room": room,
        "document": content,
        "groups": groups(content.blocks),
        "people": [person(guest)],
        "buttons": BUTTONS,
    }
    return render(request, "document/show.html", context)


@require_safe
def markdown(request: HttpRequest, room: str) -> HttpResponse:
    content = snapshot(room)
    etag = f'"r{content.revision}"'
    if request.headers.get("If-None-Match") == etag:
        response: HttpResponse = HttpResponseNotModified()
    else:
        text = "\n\n".join(text for _, text in content.blocks)
        response = HttpResponse(text, content_type="text/markdown; charset=utf-8")
    response["ETag"] = etag
    response["X-Revision"] = str(content.revision)
    return response
