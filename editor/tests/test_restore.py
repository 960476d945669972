"""What is in a backup comes back, all of it or nothing, and what it replaces is kept."""

import builtins
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from editor.comments.models import Comment
from editor.management import embedded
from editor.merge import Insert
from editor.models import FIRST_BLOCK, Document

from .backups import at, backup, change, manage, replaced, restore
from .documents import Writer, accept, texts

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="only the embedded database is backed up by Longhand"),
]
B = FIRST_BLOCK


@pytest.fixture
def database() -> Iterator[Path]:
    """The file of the embedded database; the copies that `restore` puts beside it are taken away afterwards."""
    database = embedded.database_file()
    yield database
    for kept in replaced(database):
        kept.unlink()


@pytest.fixture
def file(tmp_path: Path, database: Path, ada: Writer) -> Path:
    """A backup in which the room has "old" and a comment; by now it has "new old", and there is a second room."""
    file = tmp_path / "a backup?.sqlite3"
    accept("room", ada.edit(0, Insert(B, 0, "old")))
    thread = Document.objects.get().threads.create(revision=1)
    thread.comments.create(person="0a1b2c3d4e5f", name="Ada", text="Well said")
    backup(file)
    thread.delete()
    accept("room", ada.edit(1, Insert(B, 0, "new ")))
    accept("later", ada.edit(0, Insert(B, 0, "later")))
    return file


def answer(monkeypatch: pytest.MonkeyPatch, text: str | None) -> list[str]:
    """What the person at the terminal says, None if there is nobody; what they are asked is in the list."""
    asked = []

    def ask(question: str) -> str:
        asked.append(question)
        if text is None:
            raise EOFError
        return text

    monkeypatch.setattr(builtins, "input", ask)
    return asked


def test_what_was_backed_up_comes_back(file: Path) -> None:
    assert texts("room") == ["new old"]
    output = restore(file)
    assert list(Document.objects.values_list("room", flat=True)) == ["room"]
    assert texts("room") == ["old"]
    assert "has 1 documents, last changed" in output
    assert [comment.text for comment in Comment.objects.all()] == ["Well said"]
    accept("room", Writer("boris-001").edit(1, Insert(B, 3, "er")))
    assert texts("room") == ["older"]


def test_what_was_there_before_is_kept_and_can_be_restored_itself(file: Path, database: Path) -> None:
    output = restore(file)
    (kept,) = replaced(database)
    assert str(kept) in output
    restore(kept)
    assert (texts("room"), texts("later")) == (["new old"], ["later"])


BAD: dict[str, tuple[Callable[[Path], object], str]] = {
    "no file": (Path.unlink, "There is no file"),
    "no database": (lambda file: file.write_bytes(b"x" * 5000), "is damaged: file is not a database"),
    "an empty file": (lambda file: file.write_bytes(b""), "no such table"),
    "half of it": (lambda file: os.truncate(file, file.stat().st_size // 2), "damaged"),
    "another's": (lambda file: change(file, "DROP TABLE editor_change"), "no such table: editor_change"),
    "a newer one's": (
        lambda file: change(
            file, "INSERT INTO django_migrations (app, name, applied) VALUES ('comments', '9999_x', '2099-01-01')"
        ),
        "newer version, which has 9999_x",
    ),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_cannot_be_restored_changes_nothing(file: Path, database: Path, kind: str) -> None:
    spoil, reason = BAD[kind]
    spoil(file)
    with pytest.raises(CommandError, match=reason):
        restore(file)
    assert texts("room") == ["new old"]
    assert replaced(database) == []


def test_the_database_is_no_backup_of_itself(file: Path, database: Path) -> None:
    with pytest.raises(CommandError, match="is the database itself"):
        restore(database)


def test_a_backup_of_an_older_version_is_brought_up_to_date(file: Path) -> None:
    change(file, "DROP TABLE django_session; DELETE FROM django_migrations WHERE app = 'sessions'")
    restore(file)
    assert "django_session" in connection.introspection.table_names()


@pytest.mark.parametrize("said", ["", "y", "no", None])
def test_a_person_is_asked_first(file: Path, database: Path, said: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answer(monkeypatch, said)
    with pytest.raises(CommandError, match="Nothing was restored"):
        call_command("restore", str(file))
    (question,) = asked
    assert f"{file} has 1 documents" in question
    assert f"{database} has 2 documents" in question
    assert texts("room") == ["new old"]


def test_and_has_to_say_yes(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, "yes")
    call_command("restore", str(file), stdout=StringIO())
    assert texts("room") == ["old"]


def test_a_database_that_is_kept_locked_is_left_alone(
    file: Path, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "PATIENCE", 0.1)
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(CommandError, match="keeps it locked"):
            restore(file)
    assert texts("room") == ["new old"]
    assert replaced(database) == []


def test_nothing_is_written_between_keeping_and_replacing(
    file: Path, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def copy_while_someone_writes(*arguments: Any, **options: Any) -> None:
        with closing(sqlite3.connect(database, 0.1)) as other, pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("UPDATE editor_block SET text = 'lost'")
        copy(*arguments, **options)

    copy = embedded.copy
    monkeypatch.setattr(embedded, "copy", copy_while_someone_writes)
    restore(file)
    assert len(replaced(database)) == 1


def test_a_database_that_cannot_be_kept_is_left_alone(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(embedded, "copy", full)
    with pytest.raises(CommandError, match="no space left"):
        restore(file)
    assert texts("room") == ["new old"]


def test_a_new_machine_starts_with_a_backup(file: Path, tmp_path: Path) -> None:
    new = tmp_path / "new" / "longhand.sqlite3"
    restored = manage("restore", file, **at(new))
    assert restored.returncode == 0, restored.stderr
    with embedded.opened(new, "rw") as database:
        assert database.execute("SELECT text FROM editor_block").fetchall() == [("old",)]
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert replaced(new) == []


def test_a_damaged_database_is_replaced_too_if_it_is_one(file: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged" / "longhand.sqlite3"
    assert manage("restore", file, **at(damaged)).returncode == 0
    pages = bytearray(damaged.read_bytes())
    damaged.write_bytes(pages[:4096] + b"garbage!" * ((len(pages) - 4096) // 8))
    again = manage("restore", file, "--no-input", **at(damaged))
    assert again.returncode == 0, again.stderr
    with embedded.opened(damaged, "rw") as database:
        embedded.require_sound(database)
    assert len(replaced(damaged)) == 1

    damaged.write_bytes(b"garbage!" * 1000)
    refused = manage("restore", file, "--no-input", **at(damaged))
    assert refused.returncode == 1
    assert f"Nothing was restored to {damaged}: file is not a database" in refused.stderr
