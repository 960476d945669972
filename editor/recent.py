"""The documents that a browser opened lately, kept in its session."""

from datetime import UTC, datetime
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.urls import reverse

from .models import Document

MOST = 12


def remember(session: SessionBase, room: str) -> None:
    others = [visit for visit in session.get("recent", []) if visit[0] != room]
    session["recent"] = [[room, int(datetime.now(UTC).timestamp())], *others][:MOST]


def recent_documents(session: SessionBase) -> list[dict[str, Any]]:
    """Rooms that have come into being, the last opened first."""
    visits = session.get("recent", [])
    titles = dict(Document.objects.filter(room__in=[room for room, _ in visits]).values_list("room", "title"))
    return [
        {
            "room": room,
            "title": titles[room],
            "url": reverse("document", args=[room]),
            "opened": datetime.fromtimestamp(opened, UTC),
        }
        for room, opened in visits
        if room in titles
    ]
