"""A backup is the whole embedded database in one file, or nothing."""

from pathlib import Path

import pytest
from django.core.management import CommandError
from django.db import connection

from editor.management.embedded import database_file, opened
from editor.merge import Insert
from editor.models import FIRST_BLOCK

from .backups import backup, manage
from .documents import Writer, accept

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="only the embedded database is backed up by Longhand"),
]


@pytest.fixture
def file(tmp_path: Path, ada: Writer) -> Path:
    """A backup in which the room has "old"; by now it has "new old"."""
    file = tmp_path / "a backup?.sqlite3"
    accept("room", ada.edit(0, Insert(FIRST_BLOCK, 0, "old")))
    backup(file)
    accept("room", ada.edit(1, Insert(FIRST_BLOCK, 0, "new ")))
    return file


def test_a_backup_is_one_file_that_its_owner_can_read(file: Path) -> None:
    assert list(file.parent.iterdir()) == [file]
    assert file.stat().st_mode & 0o777 == 0o600
    with opened(file, "ro") as copy:
        assert copy.execute("SELECT text FROM editor_block").fetchall() == [("old",)]
        assert copy.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert list(file.parent.iterdir()) == [file]


def test_a_backup_takes_the_place_of_an_older_one(file: Path) -> None:
    backup(file)
    with opened(file, "ro") as copy:
        assert copy.execute("SELECT text FROM editor_block").fetchall() == [("new old",)]


def test_a_database_in_use_is_no_place_for_a_backup(file: Path) -> None:
    with pytest.raises(CommandError, match="is the database itself"):
        backup(database_file())
    content = file.read_bytes()
    file.with_name(f"{file.name}-wal").touch()
    with pytest.raises(CommandError, match="-wal beside it"):
        backup(file)
    assert file.read_bytes() == content


def test_a_backup_that_fails_leaves_the_older_one(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content, other = file.read_bytes(), file.with_name("garbage")
    other.write_bytes(b"garbage" * 1000)
    monkeypatch.setitem(connection.settings_dict, "NAME", other)
    with pytest.raises(CommandError, match="No backup was made: file is not a database"):
        backup(file)
    assert file.read_bytes() == content
    assert sorted(file.parent.iterdir()) == sorted([file, other])
    with pytest.raises(CommandError, match="No backup was made"):
        backup(file.parent / "no folder" / "backup")


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_postgresql_has_its_own_commands(command: str, tmp_path: Path) -> None:
    settings = {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing", "SECRET_KEY": "any"}
    refused = manage(command, tmp_path / "backup", DATA_DIR=str(tmp_path), **settings)
    assert refused.returncode == 1
    assert "use pg_dump and pg_restore" in refused.stderr
    assert "Traceback" not in refused.stderr
