"""What an administrator does with documents."""

from pathlib import Path

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from editor.access import role_in
from editor.models import Document, File
from editor.roles import Role
from editor.sharing.models import Grant, Link

from ..library.people import as_guest, as_visitor, many, signed_in, user, write
from .acting import act, sure

pytestmark = pytest.mark.django_db

LIST = "/admin/editor/document/"


def with_a_file(document: Document) -> File:
    file = File.objects.create(document=document, key="a" * 26, name="a.png", content_type="image/png", size=2048)
    storages["uploads"].save(file.path, ContentFile(b"x"))
    return file


def test_a_locked_document_is_only_read(admin: Client) -> None:
    ada = user("Ada")
    document = write(by=as_visitor(ada))
    act(admin, "lock", document)
    assert role_in(document.room, as_visitor(ada)) is Role.VIEWER
    assert Document.objects.get().access == document.access + 1
    act(admin, "unlock", document)
    assert role_in(document.room, as_visitor(ada)) is Role.OWNER
    assert [each.change_message for each in LogEntry.objects.order_by("pk")] == ["Locked.", "Unlocked."]


def test_everyone_else_is_disconnected(admin: Client) -> None:
    ada, boris = user("Ada"), user("Boris")
    document = write(by=as_visitor(ada))
    document.grants.create(user=boris, role=Role.COMMENTER)
    Link.objects.create(document=document, role=Role.EDITOR)
    act(admin, "close", document)
    assert role_in(document.room, as_guest("eve")) is Role.EDITOR, "it was not asked yet"
    sure(admin, "close", document)
    assert role_in(document.room, as_guest("eve")) is None
    assert role_in(document.room, as_visitor(boris)) is Role.COMMENTER
    assert role_in(document.room, as_visitor(ada)) is Role.OWNER
    assert not Link.objects.exists()


def test_a_document_is_transferred(admin: Client) -> None:
    ada, boris = user("Ada"), user("Boris")
    document = write(by=as_visitor(ada))
    document.grants.create(user=boris, role=Role.VIEWER)
    sure(admin, "transfer", document, heir="nobody@example.org")
    assert Document.objects.get().owner == ada
    sure(admin, "transfer", document, heir="Boris@example.org")
    assert Document.objects.get().owner == boris
    assert [(grant.user, grant.role) for grant in Grant.objects.all()] == [(ada, Role.EDITOR)]


def test_a_document_is_thrown_away_and_taken_back(admin: Client) -> None:
    document = write(by=as_guest("ada"))
    act(admin, "throw_away", document)
    assert role_in(document.room, as_guest("ada")) is None
    act(admin, "restore", document)
    assert role_in(document.room, as_guest("ada")) is Role.EDITOR


def test_a_document_is_deleted_with_its_files(admin: Client, uploads: Path) -> None:
    document = write("Secret plans", by=as_guest("ada"))
    with_a_file(document)
    act(admin, "remove", document)
    assert Document.objects.exists()
    sure(admin, "remove", document)
    assert not Document.objects.exists()
    assert [path for path in uploads.rglob("*") if path.is_file()] == []
    assert "Secret" not in str(LogEntry.objects.values_list("object_repr", "change_message"))


def test_the_list_is_asked_for_at_once_however_long_it_is(admin: Client) -> None:
    numbers = []
    for number in (1, 60):
        for document in many(number, by=as_visitor(user(f"Ada{number}"))):
            File.objects.create(document=document, key=f"{document.pk:026}", name="a", content_type="", size=2048)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = admin.get(LIST)
        assert page.status_code == 200
        numbers.append(len(asked))
    assert numbers[0] == numbers[1]
    assert page.content.count(b"2 kB") == 61


@pytest.mark.parametrize("query", ["room-of-plans", "Plans", "ada@example.org"])
def test_documents_are_found(admin: Client, query: str) -> None:
    write("Plans", by=as_visitor(user("Ada")), room="room-of-plans")
    write("Other", by=as_guest("eve"), room="other")
    page = admin.get(LIST, {"q": query}).content
    assert b"room-of-plans" in page
    assert b"other" not in page.replace(b"another", b"")


def test_no_text_is_shown_and_none_is_opened(admin: Client) -> None:
    document = write("Plans", by=as_visitor(user("Ada")), text="# Plans for planetfall")
    Document.objects.update(open_to=Document.Audience.NAMED)
    link = Link.objects.create(document=document, role=Role.VIEWER, key="key-of-the-link")
    links = "/admin/sharing/link/"
    for address in (LIST, f"{LIST}{document.pk}/change/", links, f"{links}{link.pk}/change/"):
        page = admin.get(address)
        assert page.status_code == 200
        assert b"planetfall" not in page.content
        assert b"key-of-the-link" not in page.content
    assert admin.get(f"/document/{document.room}/").status_code == 404


def test_what_is_given_is_taken_back(admin: Client) -> None:
    boris = user("Boris")
    document = write(by=as_visitor(user("Ada")))
    Document.objects.update(open_to=Document.Audience.NAMED)
    grant = document.grants.create(user=boris, role=Role.EDITOR)
    assert role_in(document.room, as_visitor(boris)) is Role.EDITOR
    admin.post(f"/admin/sharing/grant/{grant.pk}/delete/", {"post": "yes"})
    assert role_in(document.room, as_visitor(boris)) is None
    assert Document.objects.get().access == document.access + 1
    assert signed_in(boris).get(f"/document/{document.room}/").status_code == 404
