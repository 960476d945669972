"""The pages of folders: making, renaming, moving and deleting them, and moving documents into them. For users alone."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from ..visitors import Visitor, visitor_of
from . import belonging, folders
from .models import Folder


@require_POST
def new(request: HttpRequest) -> HttpResponse:
    user, _ = _who(request)
    parent = _find(user, request.POST.get("parent", ""))
    try:
        return _to(folders.make(user, parent, request.POST.get("name", "")))
    except folders.CannotFile as reason:
        messages.error(request, str(reason))
        return _to(parent)


@require_http_methods(["GET", "HEAD", "POST"])
def folder(request: HttpRequest, number: int) -> HttpResponse:
    """Change a folder."""
    user, _ = _who(request)
    folder = get_object_or_404(Folder, user=user, pk=number)
    if request.method != "POST":
        branches = folders.tree(user, without=folder)
        return render(request, "library/folder.html", {"folder": folder, "branches": branches})
    try:
        if "delete" in request.POST:
            folders.remove(folder)
            return _to(folder.parent)
        if "to" in request.POST:
            folders.move(folder, _find(user, request.POST["to"]))
        else:
            folders.rename(folder, request.POST.get("name", ""))
    except folders.CannotFile as reason:
        messages.error(request, str(reason))
    return _to(folder)


@require_http_methods(["GET", "HEAD", "POST"])
def document(request: HttpRequest, room: str) -> HttpResponse:
    """Put a document into a folder, or back to the top."""
    user, visitor = _who(request)
    document = get_object_or_404(belonging.within_reach(visitor), room=room)
    if request.method != "POST":
        now = Folder.objects.filter(user=user, entries__document=document).first()
        return render(request, "library/move.html", {"document": document, "now": now, "branches": folders.tree(user)})
    to = _find(user, request.POST.get("to", ""))
    folders.put(user, document, to)
    return _to(to)


def _who(request: HttpRequest) -> tuple[int, Visitor]:
    visitor = visitor_of(request)
    if visitor.user is None:
        raise Http404
    return visitor.user, visitor


def _find(user: int, number: str) -> Folder | None:
    try:
        return folders.find(user, number)
    except Folder.DoesNotExist:
        raise Http404 from None


def _to(folder: Folder | None) -> HttpResponse:
    return redirect("documents_folder", folder.pk) if folder else redirect("documents")
