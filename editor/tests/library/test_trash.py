"""Throwing away, putting back, and removing for good."""

import logging
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command
from django.utils import timezone

from editor.access import role_in
from editor.library import trash
from editor.library.models import Entry
from editor.models import Block, Change, Document, File
from editor.roles import Role

from .people import as_guest, as_visitor, number, user, write

pytestmark = pytest.mark.django_db

ADA, BORIS = as_guest("ada"), as_guest("boris")


def stored(uploads: Path) -> list[str]:
    return [path.name for path in uploads.rglob("*") if path.is_file()]


def with_a_file(document: Document, key: str) -> Document:
    file = File.objects.create(document=document, key=key * 26, name="a.png", content_type="image/png", size=1)
    storages["uploads"].save(file.path, ContentFile(b"x"))
    return document


def thrown(document: Document) -> Document:
    trash.throw_away(document)
    document.refresh_from_db()
    return document


def test_what_is_thrown_away_is_nothing_to_anybody_until_it_is_put_back() -> None:
    document = write(by=ADA)
    access = document.access
    document = thrown(document)
    assert document.trashed_at
    assert document.access == access + 1
    assert role_in(document.room, ADA) is role_in(document.room, BORIS) is None
    trash.restore(document)
    document.refresh_from_db()
    assert document.trashed_at is None
    assert document.access == access + 2
    assert role_in(document.room, BORIS) is Role.EDITOR


def test_to_throw_away_again_changes_nothing() -> None:
    document = thrown(write(by=ADA))
    before = document.trashed_at, document.access
    assert (thrown(document).trashed_at, document.access) == before


def test_removed_is_all_that_was_ever_in_it_and_nothing_of_others(uploads: Path) -> None:
    ada = as_visitor(user("Ada"))
    kept, gone = with_a_file(write(by=ada), "a"), with_a_file(write(by=ada), "b")
    for document in (kept, gone):
        Entry.objects.create(document=document, user_id=number(ada))
        Change.objects.create(document=document, revision=1, client="a", seq=1, operations=[], additions=[], inverse=[])
    trash.remove(thrown(gone))
    assert list(Document.objects.all()) == [kept]
    for rows in (Block.objects.all(), Change.objects.all(), File.objects.all(), Entry.objects.all()):
        assert [row.document_id for row in rows] == [kept.pk]
    assert stored(uploads) == ["a" * 26]


def test_what_is_not_in_the_trash_is_not_removed(uploads: Path) -> None:
    trash.remove(with_a_file(write(by=ADA), "a"))
    assert Document.objects.count() == File.objects.count() == len(stored(uploads)) == 1


def test_a_file_that_cannot_be_removed_is_logged(
    uploads: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    document = thrown(with_a_file(write(by=ADA, room="room"), "a"))

    def refuse(path: str) -> None:
        raise OSError("read-only")

    monkeypatch.setattr(storages["uploads"], "delete", refuse)
    with caplog.at_level(logging.ERROR):
        trash.remove(document)
    assert not Document.objects.exists()
    assert f"aa/{'a' * 26}" in caplog.text


def test_the_trash_is_emptied_of_what_has_been_in_it_for_long(
    uploads: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for room, days in (("old", 31), ("new", 29)):
        thrown(with_a_file(write(by=ADA, room=room), room[0]))
        Document.objects.filter(room=room).update(trashed_at=timezone.now() - timedelta(days=days))
    write(by=ADA, room="kept")
    call_command("empty_trash")
    assert capsys.readouterr().out.strip() == "Removed: 1 document."
    assert set(Document.objects.values_list("room", flat=True)) == {"new", "kept"}
    call_command("empty_trash", days=0)
    assert capsys.readouterr().out.strip() == "Removed: 1 document."
    assert [str(document) for document in Document.objects.all()] == ["Untitled"]
    assert stored(uploads) == []
