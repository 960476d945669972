"""Processes of the version before survive every migration, for they go on while it runs and after it."""

from collections.abc import Iterator

from django.apps import apps
from django.db.migrations import AddField, Migration, RenameField, RenameModel
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.models import NOT_PROVIDED


def test_new_columns_may_be_left_out_by_who_does_not_know_them() -> None:
    added = [operation for operation in operations() if isinstance(operation, AddField)]
    assert added
    for each in added:
        assert each.field.null or each.field.db_default is not NOT_PROVIDED, f"{each.model_name}.{each.name}"


def test_nothing_is_renamed() -> None:
    assert [each for each in operations() if isinstance(each, RenameField | RenameModel)] == []


def operations() -> Iterator[Operation]:
    ours = {app.label for app in apps.get_app_configs() if app.name.startswith("editor")}
    migrations: list[Migration] = list(MigrationLoader(None).disk_migrations.values())
    for migration in migrations:
        if migration.app_label in ours:
            yield from migration.operations
