"""Find and replace, in a panel beside the text; without scripts, a page that finds."""

import asyncio
import json
import secrets
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from asgiref.sync import sync_to_async
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from . import limits
from .commands import Selection
from .commands.replacement import MOST
from .edit import Edit, Invocation, Refusal
from .guests import author
from .lobby import lobby
from .search import CannotSearch, Search
from .store import Snapshot, revisions, snapshot
from .wire import CLIENT, REVISION

NEAR = 6  # matches that are shown before the current one
MOST_SHOWN = 13
AROUND = 36  # characters of the text that are shown before a match, and behind it

Place = tuple[str, int, int]  # a block, and where in it the match starts and ends


@dataclass(frozen=True, slots=True)
class Shown:
    number: int  # from 1 on
    key: str
    place: str  # as in data-place
    before: str
    text: str
    after: str


@require_safe
async def find(request: HttpRequest, room: str) -> HttpResponse:
    """The matches around the current one; 204 if the page has them of this revision."""
    since = request.GET.get("since")
    if since and since == str((await sync_to_async(revisions)([room])).get(room, 0)):
        return HttpResponse(status=204)
    search, current, step = _search(request.GET), _place(request.GET.get("current", "")), request.GET.get("go", "")
    context = await _find(room, search, current, step)
    if since:
        return _answer(request, context | {"done": request.GET.get("done", "")})
    return _answer(request, context, go_there=True)


@require_POST
async def replace(request: HttpRequest, room: str) -> HttpResponse:
    """Replace the current match, or all: one change of this person's, to be taken back like any other."""
    sent = request.POST
    search, current, client = _search(sent), _place(sent.get("current", "")), sent.get("form", "")
    if not (CLIENT.fullmatch(client) and REVISION.fullmatch(sent.get("revision", ""))):
        return HttpResponse("A field is missing.", status=400, content_type="text/plain")
    context = await _find(room, search, current)
    said = done = ""
    if context["total"] and "all" in sent:
        if context["total"] > MOST:
            said = f"These are too many: {MOST:,} can be replaced at once."
        else:
            edit = _edit(request, client, context["revision"], "replace-all", (context["first"], 0, 0), search)
            said, _ = await _take(room, edit)
            done = "" if said else f"Replaced {context['total']:,}."
    elif context["total"] and current:
        edit = _edit(request, client, int(sent["revision"]), "replace", current, search)
        said, behind = await _take(room, edit)
        current = behind or current
    if context["total"]:
        context = await _find(room, search, current)
    return _answer(request, context | {"done": done, "said": said or context["said"]}, go_there=not done)


def _answer(request: HttpRequest, context: dict[str, Any], *, go_there: bool = False) -> HttpResponse:
    """With the current match in sight, if the person is to be taken there."""
    response = render(request, "find/_found.html" if request.htmx else "find/show.html", context)  # type: ignore[attr-defined]
    if go_there and "current" in context:
        response["HX-Reswap"] = f"innerHTML show:#b-{context['current'].key}:top"
    return response


def _edit(request: HttpRequest, client: str, base: int, name: str, place: Place, search: Search) -> Edit:
    command = Invocation(name, Selection(*place), search.encode())
    person = author(request.session.get("guest"))
    counted_for = limits.whom(request.session, request.META.get("REMOTE_ADDR", ""))
    return Edit(client, 1, base, command=command, person=person, counted_for=counted_for)


async def _take(room: str, edit: Edit) -> tuple[str, Place | None]:
    """What is the matter, if anything is; or the place behind what was replaced."""
    if not await limits.may_edit(edit.counted_for):
        return "This is more than anybody can write.", None
    (outcome,) = (await lobby().take(room, [edit])).outcomes
    if isinstance(outcome, Refusal):
        return outcome.reason, None
    if not (outcome.additions and outcome.caret):
        return "Nothing was replaced: somebody has changed it, or it reads the same.", None
    block, _, end = outcome.caret
    return "", (block, end, end)


async def _find(room: str, search: Search, current: Place | None, step: str = "") -> dict[str, Any]:
    document = await sync_to_async(snapshot)(room)
    return await asyncio.to_thread(_results, room, document, search, current, step)


def _results(room: str, document: Snapshot, search: Search, current: Place | None, step: str) -> dict[str, Any]:
    context = {
        "room": room,
        "document": document,
        "search": search,
        "revision": document.revision,
        "first": document.blocks[0][0],
        "form": secrets.token_hex(10),
        "total": 0,
    }
    try:
        found = list(search.matches(text for _, text in document.blocks))
    except CannotSearch as error:
        return context | {"said": f"{error}."}
    places = [(number, match.start, match.end) for number, matches in enumerate(found) for match in matches]
    if not places:
        return context | {"said": "Nothing found" if search.find else ""}
    at = _step(places, document, current, step)
    near = range(len(places))[max(at - NEAR, 0) :][:MOST_SHOWN]
    shown = [_shown(index + 1, document, *places[index]) for index in near]
    counted = f"{at + 1:,} of {len(places):,}"
    return context | {"total": len(places), "current": shown[at - near.start], "near": shown, "said": counted}


def _step(places: list[tuple[int, int, int]], document: Snapshot, current: Place | None, step: str) -> int:
    """The match that is now the current one: the one that was, the next or previous one; round the ends."""
    numbers = {key: number for number, (key, _) in enumerate(document.blocks)}
    block, start, _ = current or ("", 0, 0)
    here = numbers.get(block, 0), start
    if step == "next" and current:
        here = here[0], start + 1
    at = bisect_left(places, (*here, 0))
    return (at - (step == "previous")) % len(places)


def _shown(number: int, document: Snapshot, block: int, start: int, end: int) -> Shown:
    key, text = document.blocks[block]
    before, after = text[max(start - AROUND, 0) : start], text[end : end + AROUND]
    return Shown(number, key, json.dumps([key, start, end]), before, text[start:end][: 4 * AROUND], after)


def _search(fields: Mapping[str, str]) -> Search:
    flags = {name: name in fields for name in ("case", "words", "regex")}
    return Search(fields.get("find", ""), fields.get("replace", ""), **flags)


def _place(raw: str) -> Place | None:
    try:
        match json.loads(raw):
            case [str(block), int(start), int(end)] if 0 <= start <= end:
                return block, start, end
    except (ValueError, RecursionError):
        pass
    return None
