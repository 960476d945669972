"""What somebody has opened lately: a guest in this browser, whose session keeps it, and a user in any."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from django.contrib.sessions.backends.base import SessionBase
from django.utils import timezone

from .. import database
from ..models import Document
from ..visitors import Visitor
from .models import Entry

MOST = 12  # that a session keeps
OFTEN_ENOUGH = timedelta(minutes=1)  # to note that a user opens a document again and again

Opened = Mapping[str, datetime]  # which rooms, and when


def remember(session: SessionBase, visitor: Visitor, room: str) -> None:
    """Note that it is opened; for a user, if there is such a document yet."""
    now = timezone.now()
    if visitor.user is not None:
        _enter(visitor.user, room, now)
    else:
        others = [visit for visit in session.get("recent", []) if visit[0] != room]
        session["recent"] = [[room, int(now.timestamp())], *others][:MOST]


def opened(session: SessionBase) -> Opened:
    """By a guest."""
    return {room: datetime.fromtimestamp(at, UTC) for room, at in session.get("recent", [])}


def _enter(user: int, room: str, now: datetime) -> None:
    entries = Entry.objects.filter(user=user, document__room=room)
    if entries.filter(opened_at__gt=now - OFTEN_ENOUGH).exists():
        return
    if document := Document.objects.filter(room=room).only("pk").first():
        with database.transaction():
            Entry.objects.update_or_create(user_id=user, document=document, defaults={"opened_at": now})
