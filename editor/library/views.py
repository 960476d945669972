"""The pages of the library. With htmx, a list alone is drawn anew."""

import re
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from .. import database
from ..models import Document
from ..visitors import avisitor_of, visitor_of
from . import actions
from .listing import page_of
from .sections import BY_NAME, shown_to
from .visits import opened

LIST = re.compile(r"/documents/[!-~]*")  # the address of one


@require_safe
async def show(request: HttpRequest, section: str = "") -> HttpResponse:
    visitor, lately = await avisitor_of(request), opened(request.session)
    chosen = BY_NAME[section]
    if chosen not in (sections := shown_to(visitor)):
        raise Http404
    page = await database.run(partial(page_of, chosen, visitor, lately, request.GET.get("page", "1")))
    context = {"visitor": visitor, "sections": sections, "section": chosen, "page": page}
    return render(request, "library/_list.html" if request.htmx else "library/show.html", context)  # type: ignore[attr-defined]


@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """Do what a button says, and go back to the list that it stands in."""
    try:
        actions.do(visitor_of(request), request.POST.dict())
    except Document.DoesNotExist:
        raise Http404 from None
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    back = request.POST.get("back", "")
    if not LIST.fullmatch(back):
        back = "/documents/"
    return HttpResponse(status=303, headers={"Location": back})
