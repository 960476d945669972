"""Gives a document a past: changes that somebody has made, and taken back, one after another.

python -m benchmarks.past <room> <changes, an even number>, with the variables of the server's environment
"""

import os
import sys

import django

AT_ONCE = 5_000


def main(room: str, changes: int) -> None:
    from editor.models import Change, Document

    document = Document.objects.get(room=room)
    block = document.blocks.order_by("position")[0]
    put, take = ["ins", block.key, 0, "x"], ["del", block.key, 0, 1]

    def made(number: int) -> Change:
        done, undone = (put, take) if number % 2 else (take, put)
        return Change(
            document=document,
            revision=document.revision + number,
            client="past",
            seq=number,
            kind="edit",
            operations=[done],
            additions=[],
            inverse=[undone],
        )

    for first in range(1, changes + 1, AT_ONCE):
        Change.objects.bulk_create(map(made, range(first, min(first + AT_ONCE, changes + 1))))
    document.revision += changes
    document.save()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    django.setup()
    main(sys.argv[1], int(sys.argv[2]))
