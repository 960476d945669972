"""All that is somebody's, as a ZIP: `account.json`, and their documents and files."""

import json
import logging
from collections.abc import AsyncIterator, Iterator
from functools import partial
from typing import Any

from asgiref.sync import sync_to_async
from django.core.files.storage import storages
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Count, Q

from .. import store
from ..accounts.models import User
from ..comments.models import Comment
from ..files.markup import from_beside
from ..library import belonging
from ..models import Change, File
from ..sharing.models import Grant, LinkUse
from ..visitors import Visitor
from .zipping import Part, zipped

logger = logging.getLogger(__name__)


async def export(user: User) -> AsyncIterator[bytes]:
    """Each document is as it is when its turn comes."""
    pieces = zipped(_parts(user))
    while (piece := await sync_to_async(partial(next, pieces, None))()) is not None:
        yield piece


def _parts(user: User) -> Iterator[Part]:
    yield "account.json", [json.dumps(_account(user), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2).encode()]
    own = belonging.own(Visitor(user.person, user.pk))
    for room in list(own.values_list("room", flat=True)):
        text = "\n\n".join(text for _, text in store.snapshot(room).blocks)
        yield f"documents/{room}.md", [from_beside(text, room).encode()]
    files = File.objects.filter(Q(document__in=own) | Q(person=user.person)).select_related("document")
    for file in list(files):
        yield f"documents/{file.document.room}/files/{file.key}/{file.name}", _content(file)


def _content(file: File) -> Iterator[bytes]:
    """Empty if the storage has lost it."""
    try:
        with storages["uploads"].open(file.path) as content:
            yield from content.chunks()
    except Exception:  # whatever a disk or a store elsewhere is in want of
        logger.exception("A file could not be exported from %s", file.path)


def _account(user: User) -> dict[str, Any]:
    visitor = Visitor(user.person, user.pk)
    grants, uses = Grant.objects.filter(user=user), LinkUse.objects.filter(Q(user=user) | Q(person=user.person))
    changes = Change.objects.filter(person=user.person).order_by()
    return {
        **_columns(User.objects.filter(pk=user.pk), *ACCOUNT)[0],
        "groups": list(user.groups.values_list("name", flat=True)),
        "addresses": _columns(user.emailaddress_set.order_by("pk"), "email", "verified", "primary"),  # type: ignore[attr-defined]
        "accounts_elsewhere": _columns(user.socialaccount_set, "provider", "uid", "extra_data"),  # type: ignore[attr-defined]
        "second_factors": _columns(user.authenticator_set, "type", "created_at", "last_used_at"),  # type: ignore[attr-defined]
        "documents": _columns(belonging.own(visitor), *DOCUMENT),
        "given_to_them": _columns(grants, "document__room", "role", "made_at"),
        "links_used": _columns(uses, "link__document__room", "name", "used_at"),
        "opened": _columns(user.entries, "document__room", "is_favourite", "folder__name", "opened_at"),
        "folders": _columns(user.folders, "name", "parent__name"),
        "comments": _columns(Comment.objects.filter(person=user.person).order_by("pk"), *COMMENT),
        "changes": _columns(changes.values("document__room").annotate(number=Count("pk")), "document__room", "number"),
    }


ACCOUNT = ("email", "name", "person", "is_active", "is_staff", "date_joined", "last_login")
DOCUMENT = ("room", "title", "words", "size", "open_to", "is_locked", "created_at", "updated_at", "trashed_at")
COMMENT = ("thread__document__room", "thread__quote", "text", "made_at")


def _columns(rows: Any, *names: str) -> list[dict[str, Any]]:
    return list(rows.values(*names))
