"""Who is here, as far as this process knows, and how much is stored."""

from collections.abc import Mapping
from typing import Any

from asgiref.sync import async_to_sync
from django.db.models import Count, Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ..accounts.models import User
from ..files.storing import amount
from ..lobby import lobby
from ..models import Document, File
from ..presence import Person

Open = list[tuple[str, int, list[Person]]]  # rooms, each with its connections here and its people everywhere


def show(request: HttpRequest, shell: Mapping[str, Any]) -> HttpResponse:
    """In the shell that all pages of the administration have."""
    rooms = async_to_sync(_open)()
    context = {
        "title": "Who is here, and how much is stored",
        "connections": sum(number for _, number, _ in rooms),
        "rooms": _told(rooms),
    }
    return render(request, "administration/now.html", {**shell, **context, **_stored()})


async def _open() -> Open:
    here = lobby()
    return [(name, connections, here.people(name)) for name, connections in here.rooms()]


def _told(rooms: Open) -> list[dict[str, Any]]:
    names, people = [name for name, *_ in rooms], [person.key for *_, here in rooms for person in here]
    documents = dict(Document.objects.filter(room__in=names).values_list("room", "pk"))
    users = dict(User.objects.filter(person__in=people).values_list("person", "pk"))
    return [
        {
            "name": name,
            "document": documents.get(name),
            "connections": connections,
            "people": [(person, users.get(person.key)) for person in here],
        }
        for name, connections, here in sorted(rooms)
    ]


def _stored() -> dict[str, Any]:
    documents = Document.objects.aggregate(
        documents=Count("pk"), trashed=Count("pk", filter=~Q(trashed_at=None)), characters=Sum("size", default=0)
    )
    files = File.objects.aggregate(files=Count("pk"), bytes=Sum("size", default=0))
    return {**documents, **files, "bytes": amount(files["bytes"]), "users": User.objects.count()}
