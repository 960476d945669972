"""The pages of the library. With htmx, a list alone is drawn anew."""

import logging
import re
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import database
from ..guests import be_somebody
from ..models import Document
from ..visitors import avisitor_of, visitor_of
from . import actions, belonging, folders, sections, trash
from .copying import CannotCopy, begin, duplicate
from .finding import search
from .listing import page_of
from .sections import BY_NAME, MINE, shown_to
from .visits import opened

logger = logging.getLogger(__name__)

COPIES = {"duplicate": duplicate, "begin": begin}
LONGEST_QUERY = 300  # characters
LIST = re.compile(r"/documents/[!-~]*")  # the address of one


@require_safe
async def show(request: HttpRequest, section: str = "", folder: int | None = None) -> HttpResponse:
    visitor, lately = await avisitor_of(request), opened(request.session)
    chosen = BY_NAME[section]
    if chosen not in (shown := shown_to(visitor)):
        raise Http404
    filed: dict[str, Any] = {}
    if visitor.user and chosen is MINE:
        filed = await database.run(partial(_filed, visitor.user, folder))
        chosen = filed.get("section", chosen)
    elif folder:
        raise Http404
    number, query = request.GET.get("page", "1"), request.GET.get("q", "").strip()[:LONGEST_QUERY]
    context: dict[str, Any] = {
        "account": await request.auser(),
        "visitor": visitor,
        "sections": shown,
        "section": chosen,
        "query": query,
        **filed,
    }
    if query:
        page, is_complete = await database.run(partial(search, visitor, query, number))
        context |= {"section": None, "page": page, "is_complete": is_complete}
    else:
        context["page"] = await database.run(partial(page_of, chosen, visitor, lately, number))
    return render(request, "library/_list.html" if request.htmx else "library/show.html", context)  # type: ignore[attr-defined]


def _filed(user: int, number: int | None) -> dict[str, Any]:
    """The folders at the top, or what there is to be told of this one."""
    branches = folders.tree(user)
    inner = [branch.folder for branch in branches if branch.folder.parent_id == number]
    if number is None:
        return {"folders": inner}
    found = next((branch.folder for branch in branches if branch.folder.pk == number), None)
    if found is None:
        raise Http404
    section = sections.folder(found.pk, found.name)
    return {"folders": inner, "folder": found, "path": folders.path(found, branches)[:-1], "section": section}


@require_POST
async def act(request: HttpRequest) -> HttpResponse:
    """Do what a button says, and go back to the list that it stands in, or to the document that has been begun."""
    fields = request.POST.dict()
    if copies := COPIES.keys() & fields.keys():
        be_somebody(request.session)
    visitor = await avisitor_of(request)
    try:
        for name in copies:
            new = await COPIES[name](fields[name], visitor)
            if name == "begin":
                return _go(request, reverse("document", args=[new]))
        if not copies:
            await database.run(partial(actions.do, visitor, fields))
    except Document.DoesNotExist:
        raise Http404 from None
    except CannotCopy as reason:
        messages.error(request, str(reason))
    except OSError:  # whatever a disk is in want of
        logger.exception("A document could not be copied")
        messages.error(request, "Its files could not be copied. Try again in a moment.")
    return _back(request)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, room: str) -> HttpResponse:
    """Ask whether what is in the trash shall be deleted for ever, and do so."""
    thrown = belonging.own(visitor_of(request)).filter(trashed_at__isnull=False)
    document = get_object_or_404(thrown, room=room)
    if request.method != "POST":
        return render(request, "library/remove.html", {"document": document})
    trash.remove(document)
    return redirect("documents_in", "trash")


def _go(request: HttpRequest, address: str) -> HttpResponse:
    """To another page, even with htmx."""
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponse(status=303, headers={"Location": address})


def _back(request: HttpRequest) -> HttpResponse:
    back = request.POST.get("back", "")
    if not LIST.fullmatch(back):
        back = "/documents/"
    return HttpResponse(status=303, headers={"Location": back})
