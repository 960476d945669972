"""Putting a backup in the place of what is in the embedded database."""

import sqlite3
from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db.migrations.loader import MigrationLoader

from editor.management.embedded import database_file, opened, replace, require_sound


class Command(BaseCommand):
    help = (
        "Replace all that is in the embedded database by what is in FILE. A server may run meanwhile. "
        "What is replaced is kept in a file beside the database."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="what `backup` has written")
        parser.add_argument(
            "--no-input", "--noinput", action="store_false", dest="interactive", help="do not ask first"
        )

    def handle(self, *, file: Path, interactive: bool = True, **options: Any) -> None:
        """All or nothing. A backup of an older version is brought up to this one."""
        database, file = database_file(), file.resolve()
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        if database.exists() and file.samefile(database):
            raise CommandError(f"{file} is the database itself.")
        kept = database.with_name(f"{database.stem}-replaced-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}{database.suffix}")
        try:
            with opened(file, "ro") as backup:
                content = _content(backup, file)
                if interactive and database.exists():
                    _confirm(f"{file} has {content}, {database} has {_present_content(database)}.")
                replace(database, backup, kept)
        except (sqlite3.Error, OSError) as error:
            raise CommandError(f"Nothing was restored to {database}: {error}") from error
        if kept.exists():
            self.stdout.write(f"What was there before is in {kept}.")
        call_command("migrate", interactive=False, verbosity=0)
        self.stdout.write(f"{database} has {content} now.")


def _content(backup: sqlite3.Connection, file: Path) -> str:
    """How much is in the backup. Raises CommandError if it is none, or none for this version."""
    try:
        require_sound(backup)
        applied = set(backup.execute("SELECT app, name FROM django_migrations"))
        backup.execute("SELECT 1 FROM editor_block, editor_change LIMIT 1")
        content = _summary(backup)
    except sqlite3.DatabaseError as error:
        raise CommandError(f"{file} is not a backup of Longhand, or is damaged: {error}") from error
    known = MigrationLoader(None).disk_migrations.keys()
    ours = {app.label for app in apps.get_app_configs() if app.name.startswith("editor")}
    if newer := sorted(name for app, name in applied - known if app in ours):
        raise CommandError(f"{file} is of a newer version, which has {', '.join(newer)}. Update first.")
    return content


def _present_content(database: Path) -> str:
    try:
        with opened(database, "rw") as present:
            return _summary(present)
    except sqlite3.DatabaseError as error:
        return f"nothing that can be read ({error})"


def _summary(database: sqlite3.Connection) -> str:
    documents, last = database.execute("SELECT count(*), max(updated_at) FROM editor_document").fetchone()
    return f"{documents} documents, last changed {last[:19]} UTC" if last else "no documents"


def _confirm(situation: str) -> None:
    try:
        answer = input(f"{situation}\nReplace the latter? A copy of it is kept. Type yes to go on: ")
    except EOFError:
        raise CommandError("Nothing was restored: there is nobody to ask. Use --no-input.") from None
    if answer != "yes":
        raise CommandError("Nothing was restored.")
