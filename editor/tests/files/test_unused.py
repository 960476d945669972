"""Files are removed when nobody can come to see them any more, and not before."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from editor.files import unused
from editor.merge import Delete, Insert
from editor.models import Block, Change, File

from ..documents import Writer, accept, blocks
from .conftest import Add
from .samples import PDF, PNG

pytestmark = pytest.mark.django_db(transaction=True)


def clean_up(capsys: pytest.CaptureFixture[str]) -> str:
    call_command("remove_unused_files")
    return capsys.readouterr().out.strip()


def stored(uploads: Path) -> int:
    return len([path for path in uploads.rglob("*") if path.is_file()])


@pytest.fixture
def old(add: Add) -> None:
    """An image that is mentioned, added the day before yesterday; the block 1 is below it."""
    add(("a.png", PNG), caret=["1", 0, 0])
    File.objects.update(created_at=timezone.now() - timedelta(days=2))


@pytest.mark.usefixtures("old")
def test_what_is_mentioned_stays(uploads: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert clean_up(capsys) == "Removed: 0 files, 0 bytes."
    assert stored(uploads) == 1


@pytest.mark.usefixtures("old")
def test_what_an_undo_brings_back_stays(
    ada: Writer, uploads: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (key, text), last = blocks("room")[0], 1
    for at in reversed(range(len(text))):
        accept("room", ada.edit(last, Delete(key, at, 1)))
        last += 1
    assert blocks("room")[0] == (key, "")
    monkeypatch.setattr(unused, "FURTHEST", len(text))
    assert clean_up(capsys) == "Removed: 0 files, 0 bytes."
    accept("room", ada.edit(last, Insert(key, 0, "x")))
    monkeypatch.setattr(unused, "FURTHEST", 2)
    assert clean_up(capsys) == "Removed: 1 files, 29 bytes."
    assert stored(uploads) == File.objects.count() == 0


def test_what_another_document_mentions_stays(add: Add, uploads: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add(("a.pdf", PDF))
    File.objects.update(created_at=timezone.now() - timedelta(days=2))
    Block.objects.update(text="")
    Change.objects.all().delete()
    mention = f"[a](https://notes.example/document/room/files/{File.objects.get().key}/a.pdf)"
    accept("other", Writer("boris-01").edit(0, Insert("1", 0, mention)))
    assert clean_up(capsys) == "Removed: 0 files, 0 bytes."
    Block.objects.update(text="")
    assert clean_up(capsys) == "Removed: 1 files, 9 bytes."


def test_what_was_just_added_stays(add: Add, uploads: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add(("a.pdf", PDF))
    Block.objects.update(text="")
    Change.objects.all().delete()
    assert clean_up(capsys) == "Removed: 0 files, 0 bytes."
    File.objects.update(created_at=timezone.now() - timedelta(hours=23))
    assert clean_up(capsys) == "Removed: 0 files, 0 bytes."
    File.objects.update(created_at=timezone.now() - timedelta(hours=25))
    assert clean_up(capsys) == "Removed: 1 files, 9 bytes."
    assert stored(uploads) == 0


@pytest.mark.usefixtures("old")
def test_where_the_log_is_broken_everything_stays(
    ada: Writer, uploads: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    accept("room", ada.edit(1, Insert("1", 0, "x")))
    Block.objects.exclude(key="1").update(text="")
    Change.objects.update(inverse=[["del", "1", 7, 1]])
    with pytest.raises(SystemExit):
        call_command("remove_unused_files")
    assert "the log is broken" in capsys.readouterr().err
    assert stored(uploads) == File.objects.count() == 1
