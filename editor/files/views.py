"""Files come in by a form, and go out so that no browser carries anything out that is in them."""

import asyncio
import logging
from collections.abc import AsyncIterator

from asgiref.sync import async_to_sync
from django.core.files import File as Content
from django.core.files.storage import storages
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from .. import database
from ..access import AskedBy, requires
from ..edit import Refusal
from ..models import File
from ..roles import Role
from . import bounds, placing
from .kinds import is_image
from .storing import Refused, amount, keep

logger = logging.getLogger(__name__)

CHUNK = 256 * 1024  # bytes
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, max-age=31536000, immutable",  # what is under a key never changes
}


@csrf_exempt  # until the bound stands, for to look for the token is to read the files
@require_POST
@requires(Role.EDITOR)
def receive(request: AskedBy, room: str) -> HttpResponse:
    """Add the files to the document. What is the matter with those that cannot be is answered."""
    size, most = bounds.length(request), bounds.most_at_once()
    if size > most:
        reason = f"This is {amount(size)} together; at most {amount(most)} can be added at once."
        return _answer(request, room, [reason])
    request.upload_handlers.insert(0, bounds.Bounded(request))
    return _receive(request, room)


@csrf_protect
def _receive(request: AskedBy, room: str) -> HttpResponse:
    caret = placing.parse(*(request.POST.get(field, "") for field in ("caret", "base", "client")))
    kept, reasons = list[File](), list[str]()
    try:
        for upload in request.FILES.getlist("file"):
            try:
                kept.append(keep(room, upload, request.visitor))
            except Refused as refused:
                reasons.append(str(refused))
                continue
            if (upload.content_type or "").startswith("image/") and not is_image(kept[-1].content_type):
                reasons.append(f"“{kept[-1].name}” is no image that can be shown here. It was added as a file.")
        if kept:
            outcome = async_to_sync(placing.add)(room, kept, caret, request.visitor)
            if isinstance(outcome, Refusal):
                reasons.append(outcome.reason)
    except database.AWAY as error:
        logger.warning("Files for room %s were not taken: %s", room, error)
        reasons.append("The server cannot reach its database at the moment, and the files were not added.")
    return _answer(request, room, reasons)


def _answer(request: HttpRequest, room: str, reasons: list[str]) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return render(request, "files/_answer.html", {"reasons": reasons})
    if reasons:
        return render(request, "files/refused.html", {"room": room, "reasons": reasons}, status=422)
    return HttpResponse(status=303, headers={"Location": reverse("document", args=[room])})


@require_safe
@requires(Role.VIEWER)
async def show(request: HttpRequest, room: str, key: str, name: str) -> HttpResponseBase:
    """The content, to be kept by the browser. Images are shown, and everything else is saved."""
    file = await File.objects.filter(document__room=room, key=key).afirst()
    if file is None:
        raise Http404
    response: HttpResponseBase
    if f'"{key}"' in request.headers.get("If-None-Match", ""):
        response = HttpResponseNotModified()
    else:
        try:
            content = await asyncio.to_thread(storages["uploads"].open, file.path)
        except FileNotFoundError:
            raise Http404 from None
        response = StreamingHttpResponse(_chunks(content), content_type=file.content_type)
        response["Content-Length"] = str(file.size)
    disposition = content_disposition_header(not is_image(file.content_type), file.name) or ""
    for header, value in (HEADERS | {"ETag": f'"{key}"', "Content-Disposition": disposition}).items():
        response[header] = value
    return response


async def _chunks(content: "Content[bytes]") -> AsyncIterator[bytes]:
    """Read in threads, for a disk or a store elsewhere may take its time."""
    try:
        while chunk := await asyncio.to_thread(content.read, CHUNK):
            yield chunk
    finally:
        content.close()
