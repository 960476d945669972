"""What a transaction leaves behind, for however many rooms: written together, many rows cost little more than one.

By statements that are put together once. Django's own do the same, and cost a keystroke as much again as all the rest.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import attrgetter
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, Field, ForeignKey, IntegerField, Model, TextField

from .models import Block, Change, Document

AS_THEY_ARE = (CharField, ForeignKey, IntegerField, TextField)  # to all of the databases


@dataclass(slots=True)
class Rows:
    new: list[Block] = field(default_factory=list)
    standing: list[Block] = field(default_factory=list)  # blocks that have changed
    changes: list[Change] = field(default_factory=list)

    def write(self) -> None:
        if self.new:
            Block.objects.bulk_create(self.new)  # which tells their numbers
        write_blocks(self.standing)
        _execute(_insertion(Change), self.changes, _columns(Change))


def write_blocks(rows: Sequence[Block]) -> None:
    """Their places and texts."""
    _update(Block, rows, "position", "text")


def write_documents(rows: Sequence[Document]) -> None:
    """What a batch changes of them."""
    _update(Document, rows, "revision", "title", "size", "words", "updated_at")


def _update(model: type[Model], rows: Sequence[Model], *names: str) -> None:
    columns = tuple(model._meta.get_field(name) for name in [*names, "id"])
    _execute(_updating(model, names), rows, columns)


def _execute(statement: str, rows: Sequence[Model], columns: Sequence[Any]) -> None:
    """For each row, with what it has for these columns as the database wants it."""
    if rows:
        database = connections[DEFAULT_DB_ALIAS]
        values = [_value(column, database) for column in columns]
        with database.cursor() as cursor:
            cursor.executemany(statement, [[value(row) for value in values] for row in rows])


def _value(column: Any, database: BaseDatabaseWrapper) -> Callable[[Model], Any]:
    """What a row has for the column, as the database wants it."""
    if isinstance(column, AS_THEY_ARE):
        return attrgetter(column.attname)
    return lambda row: column.get_db_prep_save(column.pre_save(row, add=False), database)


@cache
def _columns(model: type[Model]) -> tuple["Field[Any, Any]", ...]:
    """All but the number, which the database gives."""
    return tuple(column for column in model._meta.local_concrete_fields if not column.primary_key)


@cache
def _insertion(model: type[Model]) -> str:
    columns = ", ".join(str(column.column) for column in _columns(model))
    values = ", ".join(["%s"] * len(_columns(model)))
    return f"INSERT INTO {model._meta.db_table} ({columns}) VALUES ({values})"  # noqa: S608


@cache
def _updating(model: type[Model], names: tuple[str, ...]) -> str:
    values = ", ".join(f"{name} = %s" for name in names)
    return f"UPDATE {model._meta.db_table} SET {values} WHERE id = %s"  # noqa: S608
