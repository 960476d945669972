"""A room by plain requests, for browsers whose websockets are blocked. The frames are those of the socket."""

import asyncio
import logging
from collections.abc import Callable
from functools import partial
from typing import ClassVar

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from . import database, limits, metrics, render, wire
from .access import AskedBy, is_bereft, requires
from .edit import Edit
from .frames import Frame
from .guests import Guest, guest_of
from .lobby import lobby
from .origins import is_of_this_site
from .roles import Role
from .turns import Reader, answer
from .visitors import Visitor

logger = logging.getLogger(__name__)

PATIENCE = 25.0  # seconds to wait for news
LINGERING = 3.0  # seconds between two requests in which one has not left
MOST_WAITING = 500  # requests in this process, each of which holds a thread


class Visit:
    """A member of a room for as long as one request waits, and until the client's next one comes."""

    waiting: ClassVar[set["Visit"]] = set()
    lingering: ClassVar[dict[tuple[str, str], tuple["Visit", asyncio.TimerHandle, Callable[[], None]]]] = {}

    def __init__(self, room: str, client: str, guest: Guest, visitor: Visitor, since: int) -> None:
        self.room, self.client, self.guest, self.visitor, self.since = room, client, guest, visitor, since
        self._frames = asyncio.Queue[str]()

    def welcome(self, frame: Frame, revision: int) -> None:
        """The one before leaves now, so that one of the two is told what is told once, and is no text."""
        has_read_all = _end_linger(self.room, self.client)
        if not has_read_all or revision != self.since:
            self.send_frame(frame)

    def send_frame(self, frame: Frame) -> None:
        self._frames.put_nowait(frame.text)

    async def restart(self) -> None:
        self._frames.put_nowait("")

    async def turn_away(self, frame: Frame) -> None:
        self.send_frame(frame)

    @property
    def has_read_all(self) -> bool:
        return self._frames.empty()

    async def news(self) -> str:
        """The next frame; empty if none comes: ask again."""
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._frames.get()
        except TimeoutError:
            return ""


@require_GET
@requires(Role.VIEWER)
async def news(request: AskedBy, room: str) -> HttpResponse:
    """The next frame after the revision `since`, as soon as there is one."""
    try:
        client, since = await _who_asks(request, room)
    except wire.NotOfTheContract as error:
        return _reject(room, error)
    if lobby().members(room) >= settings.LONGHAND_MAX_CONNECTIONS or len(Visit.waiting) >= MOST_WAITING:
        return _put_off(limits.FULL_HOUSE)
    with limits.connection(request.visitor.counted_for) as welcome:
        if not welcome:
            return _put_off(limits.TOO_MANY_PAGES)
        visit = Visit(room, client, guest_of(request.session, client), request.visitor, since)
        return HttpResponse(await _wait(visit))


async def _wait(visit: Visit) -> str:
    Visit.waiting.add(visit)
    try:
        hub = await lobby().enter(visit.room, visit)
        try:
            return await visit.news()
        finally:
            _linger(visit, partial(hub.leave, visit))
    finally:
        Visit.waiting.remove(visit)


@csrf_exempt  # the origin is checked, as it is for sockets
@require_POST
@requires(Role.VIEWER)  # who may only read comes up to date so
async def edits(request: AskedBy, room: str) -> HttpResponse:
    """Take the message in the body, if there is any; what there is since the revision `since`, and the answer."""
    edits, refused = list[Edit](), list[wire.RefusedFrame]()
    try:
        client, since = await _who_asks(request, room)
        body = request.body.decode(errors="replace")
        message = wire.parse(body, client, request.visitor) if body else None
    except wire.NotOfTheContract as error:
        return _reject(room, error)
    except wire.RefusedFrame as frame:
        metrics.count_refusal(frame.refusal)
        refused = [frame]
    else:
        edits = [message] if isinstance(message, Edit) else []
        if edits and not await limits.may_edit(request.visitor.counted_for):
            return _put_off(limits.TOO_FAST)
        if isinstance(message, wire.Caret):
            lobby().place(room, client, guest_of(request.session, client), message)
    turn = await lobby().take(room, edits, [Reader(client, since, request.visitor)])
    answers = [answer(edit, outcome, turn.revision, since) for edit, outcome in zip(edits, turn.outcomes, strict=True)]
    answers += [render.refusal_frame(turn.revision, each.seq, each.refusal) for each in refused]
    return HttpResponse("".join(turn.welcomes + answers))


@csrf_exempt
@require_POST
@requires(Role.EDITOR)
async def unsent(request: AskedBy, room: str) -> HttpResponse:
    """Store what a page of this browser left behind; notices of what cannot be stored."""
    try:
        _require_this_site(request)
        left = wire.parse_unsent(request.body.decode(errors="replace"), request.visitor)
    except wire.NotOfTheContract as error:
        return _reject(room, error)
    except wire.RefusedFrame as refused:
        return HttpResponse(render.notice(refused.refusal))
    if not await limits.may_edit(request.visitor.counted_for):
        return _put_off(limits.TOO_FAST)
    return HttpResponse("".join(map(render.notice, await lobby().finish(room, left))))


def _linger(visit: Visit, leave: Callable[[], None]) -> None:
    """Be there until the client asks again, or does not."""
    whose = visit.room, visit.client
    _end_linger(*whose)
    timer = asyncio.get_running_loop().call_later(LINGERING, _end_linger, *whose)
    Visit.lingering[whose] = visit, timer, leave


def _end_linger(room: str, client: str) -> bool:
    """Whether the client was there until now, and has been told nothing since it asked last."""
    if (lingering := Visit.lingering.pop((room, client), None)) is None:
        return False
    visit, timer, leave = lingering
    timer.cancel()
    leave()
    return visit.has_read_all


async def _who_asks(request: HttpRequest, room: str) -> tuple[str, int]:
    """The client and the revision that it has. Raises NotOfTheContract, and Http404 if what it has seen is deleted."""
    _require_this_site(request)
    client, since = wire.parse_address(request.GET)
    if since and await database.run(partial(is_bereft, room, since)):
        raise Http404
    return client, since


def _require_this_site(request: HttpRequest) -> None:
    if not is_of_this_site(request.headers.get("Origin", ""), request.headers.get("Host", "")):
        raise wire.NotOfTheContract("the page of another site asks")


def _put_off(reason: str) -> HttpResponse:
    return HttpResponse(reason, status=503, content_type="text/plain", headers={"Retry-After": "5"})


def _reject(room: str, error: wire.NotOfTheContract) -> HttpResponse:
    logger.warning("Rejected a request to room %s: %s", room, error)
    return HttpResponse(str(error), status=400, content_type="text/plain")
