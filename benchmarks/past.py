"""Gives a document a past: changes that somebody has made, and taken back, one after another.

python -m benchmarks.past <room> <changes, an even number>, with the variables of the server's environment
"""

import os
import sys

import django


def main(room: str, changes: int) -> None:
    from editor.models import Change, Document

    document = Document.objects.get(room=room)
    block = document.blocks.order_by("position")[0]
    put, take = ["ins", block.key, 0, "x"], ["del", block.key, 0, 1]
    for number, (done, undone) in enumerate([(put, take), (take, put)], 1):
        Change.objects.create(
            document=document,
            revision=document.revision + number,
            client="past",
            seq=number,
            kind="edit",
            operations=[done],
            additions=[],
            inverse=[undone],
        )
    made = 2
    while made < changes:
        _repeat(made, document.pk, document.revision + changes - made)
        made *= 2
    document.revision += changes
    document.save()


def _repeat(made: int, document: int, last: int) -> None:
    """Once more all that were made, or those up to the revision `last`; by the database, which is much faster at it."""
    from django.db import connection

    from editor.models import Change

    columns = [str(field.column) for field in Change._meta.concrete_fields if not field.primary_key]
    values = [f"{column} + {made}" if column in ("revision", "seq") else column for column in columns]
    table = Change._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM {table}"  # noqa: S608
            " WHERE document_id = %s AND client = %s AND revision <= %s",
            [document, "past", last],
        )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    django.setup()
    main(sys.argv[1], int(sys.argv[2]))
