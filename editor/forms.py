"""A block in a plain form, for browsers that run no scripts. What is refused stays in the form, with the reason."""

import logging
import secrets
import string
from typing import Any

from asgiref.sync import sync_to_async
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from . import database, limits
from .access import AskedBy, requires
from .drafts import Refused, parse, take
from .roles import Role
from .store import Snapshot, snapshot

logger = logging.getLogger(__name__)

# Refusals after which the same form may be sent again; after the others it is shown anew, beside the block
MENDABLE = {"malformed": 422, "too-large": 422, "too-many": 429, "unavailable": 503}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Role.EDITOR)
async def block(request: AskedBy, room: str, key: str) -> HttpResponse:
    if request.method == "POST":
        return await _take(request, room, key, request.POST.dict())
    document = await sync_to_async(snapshot)(room)
    texts = dict(document.blocks)
    if key not in texts:
        return render(request, "block/missing.html", {"room": room}, status=404)
    return render(request, "block/edit.html", _form(room, key, document) | {"text": texts[key]})


async def _take(request: AskedBy, room: str, key: str, sent: dict[str, str]) -> HttpResponse:
    try:
        return await _answer(request, room, key, sent)
    except database.AWAY as error:
        logger.warning("A form of room %s was not taken: %s", room, error)
        status, reason = 503, "The server cannot reach its database at the moment."
    except Exception:  # whatever it is, nobody is to lose a text by it
        logger.exception("A form of room %s failed", room)
        status, reason = 500, "Something went wrong on the server."
    return _show_again(request, room, key, sent, reason, status)


async def _answer(request: AskedBy, room: str, key: str, sent: dict[str, str]) -> HttpResponse:
    try:
        draft = parse(sent)
        if not await limits.may_edit(request.visitor.counted_for):
            raise Refused("too-many", "This is more than anybody can write.")
        shown = await take(room, key, draft, request.visitor)
    except Refused as refused:
        if refused.code in MENDABLE:
            return _show_again(request, room, key, sent, refused.reason, MENDABLE[refused.code])
        document = await sync_to_async(snapshot)(room)
        context = _form(room, key, document) | {"text": sent.get("text", ""), "reason": refused.reason, "stale": True}
        return render(request, "block/edit.html", context, status=409)
    if draft.action == "add" and shown:
        return _see(reverse("document_block", args=[room, shown]))
    return _see(reverse("document", args=[room]) + (f"#b-{shown}" if shown else ""))


def _show_again(
    request: HttpRequest, room: str, key: str, sent: dict[str, str], reason: str, status: int
) -> HttpResponse:
    """The form as it was sent."""
    fields = {name: sent.get(name, "") for name in ("form", "revision", "original", "text")}
    return render(request, "block/edit.html", fields | {"room": room, "key": key, "reason": reason}, status=status)


def _form(room: str, key: str, document: Snapshot) -> dict[str, Any]:
    """A new form, but for the text to show in it. Without an `original` there is no such block any more."""
    keys = [each for each, _ in document.blocks]
    return {
        "room": room,
        "key": key,
        "document": document,
        "first": key == keys[0],
        "last": key == keys[-1],
        "form": "".join(secrets.choice(string.ascii_lowercase + string.digits) for _ in range(20)),
        "revision": document.revision,
        "original": dict(document.blocks).get(key),
    }


def _see(address: str) -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": address})
