"""Every role at every address of a document. A new address without a line here fails."""

import json
from collections.abc import AsyncIterator, Callable
from typing import Any, cast

import pytest
from asgiref.sync import async_to_sync
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.http import HttpResponseBase
from django.test import Client
from django.urls import get_resolver, reverse

from editor.accounts.models import User
from editor.models import FIRST_BLOCK, Document, File
from editor.roles import Role
from editor.sharing.models import Grant, Link

from ..documents import texts
from ..files.conftest import uploads as uploads
from .shared import ROOM, linked, owned, person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("document", "uploads")]
VIEWER, COMMENTER, EDITOR, OWNER = Role
CLIENT = "page-0001"
EDIT = {"type": "edit", "seq": 1, "base": 1, "ops": [["ins", FIRST_BLOCK, 0, "x"]]}
UNSENT = {"client": CLIENT, "seq": 0, "busy": False, "revision": 1, "sent": [], "waiting": EDIT["ops"], "texts": {}}

# Who may come in; what is asked there, with what is sent if it is a form or a message
WAYS: dict[str, tuple[Role, str, Any]] = {
    "document": (VIEWER, "", None),
    "document_markdown": (EDITOR, "", None),
    "document_news": (VIEWER, f"?client={CLIENT}&since=0", None),
    "document_edits": (VIEWER, f"?client={CLIENT}&since=1", json.dumps(EDIT)),
    "document_unsent": (EDITOR, "", json.dumps(UNSENT)),
    "document_block": (EDITOR, "", None),
    "document_files": (EDITOR, "", {}),
    "document_file": (VIEWER, "", None),
    "document_people": (EDITOR, "", None),
    "document_name": (VIEWER, "", {"name": "Vera"}),
    "document_find": (EDITOR, "?find=o", None),
    "document_replace": (EDITOR, "", {"find": "one", "replace": "x", "form": "a" * 20, "revision": "1", "all": "1"}),
    "document_outline": (VIEWER, "", None),
    "document_comments": (COMMENTER, "", {"text": "Well?"}),
    "document_thread": (COMMENTER, "", {"text": "Well!"}),
    "document_sharing": (EDITOR, "", None),
    "document_opening": (OWNER, "", {"audience": "everyone", "role": "3"}),
    "document_moving": (OWNER, "", {}),
    "document_giving": (OWNER, "", {"whom": "boris@longhand.test", "role": "1"}),
    "document_given": (OWNER, "", {"role": "1"}),
    "document_linking": (OWNER, "", {"role": "1"}),
    "document_unlinking": (OWNER, "", {}),
}
ROLES = [None, *Role]

Ask = Callable[[Role | None, str], HttpResponseBase]


@pytest.fixture
def owner() -> User:
    return person("olga")


@pytest.fixture
def document(owner: User) -> Document:
    return owned(owner, "one")


@pytest.fixture
def ask(owner: User, document: Document) -> Ask:
    def ask(role: Role | None, way: str) -> HttpResponseBase:
        _, query, sent = WAYS[way]
        client = Client(headers={"host": "testserver", "origin": "http://testserver"})
        user = owner if role is OWNER else person(f"ada-{way.replace('_', '-')}")
        client.force_login(user)
        session = client.session
        session["guest"] = user.secret
        session.save()
        client.cookies["sessionid"] = session.session_key  # type: ignore[assignment]
        if role and role is not OWNER:
            Grant.objects.create(document=document, user=user, role=role)
            document.count_access()
        address = reverse(way, kwargs=_named(way, document, user)) + query
        if sent is None:
            response = client.get(address)
            if response.streaming:
                async_to_sync(_read)(response)
            return response
        if isinstance(sent, str):
            return client.post(address, sent, content_type="application/json")
        return client.post(address, sent)

    return ask


async def _read(response: HttpResponseBase) -> None:
    """So that what it sends is closed."""
    async for _ in cast(AsyncIterator[bytes], response):
        pass


def _named(way: str, document: Document, user: User) -> dict[str, Any]:
    match way:
        case "document_block":
            return {"room": ROOM, "key": FIRST_BLOCK}
        case "document_file":
            file = File.objects.create(document=document, key="k" * 26, name="a.txt", content_type="text/plain", size=3)
            storages["uploads"].save(file.path, ContentFile(b"one"))
            return {"room": ROOM, "key": file.key, "name": file.name}
        case "document_given":
            grant = Grant.objects.create(document=document, email="boris@longhand.test", role=EDITOR)
            return {"room": ROOM, "grant": grant.pk}
        case "document_thread":
            return {"room": ROOM, "thread": document.threads.create(revision=1).pk}
        case "document_unlinking":
            return {"room": ROOM, "link": linked(document, VIEWER).pk}
    return {"room": ROOM}


def test_every_address_of_a_document_is_here() -> None:
    patterns = get_resolver("editor.urls").url_patterns
    named = {getattr(each, "name", None) for each in patterns if "P<room>" in str(each.pattern)}
    assert named == WAYS.keys()


@pytest.mark.parametrize("role", ROLES, ids=str)
@pytest.mark.parametrize("way", WAYS)
def test_who_comes_in(ask: Ask, way: str, role: Role | None) -> None:
    least, *_ = WAYS[way]
    status = ask(role, way).status_code
    expected = {404} if role is None else {403} if role < least else {200, 302, 303, 422}
    assert status in expected


@pytest.mark.parametrize("role", [None, VIEWER, COMMENTER], ids=str)
@pytest.mark.parametrize("way", WAYS)
def test_who_may_not_write_changes_nothing(ask: Ask, way: str, role: Role | None) -> None:
    before = Document.objects.get().open_to
    ask(role, way)
    assert texts(ROOM) == ["one"]
    assert Document.objects.get().open_to == before
    assert Link.objects.count() == (way == "document_unlinking")
    assert not Grant.objects.filter(email="boris@longhand.test", role=VIEWER).exists()


@pytest.mark.parametrize("role", [EDITOR, OWNER], ids=str)
@pytest.mark.parametrize("way", ["document_edits", "document_unsent", "document_replace"])
def test_who_may_writes(ask: Ask, way: str, role: Role) -> None:
    ask(role, way)
    assert texts(ROOM) != ["one"]


@pytest.mark.parametrize("way", ["document", "document_news", "document_outline"])
def test_a_private_document_looks_like_an_address_that_leads_nowhere(way: str, document: Document) -> None:
    """What is in the page tells no more than the status."""
    private = Client().get(reverse(way, args=[ROOM]) + WAYS[way][1])
    document.trashed_at = document.created_at
    document.save()
    gone = Client().get(reverse(way, args=[ROOM]) + WAYS[way][1])
    assert private.status_code == gone.status_code == 404
    assert private.content == gone.content
