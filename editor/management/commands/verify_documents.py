"""Whether the stored documents are what their logs say."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import OuterRef, Subquery

from editor.models import Change, Document
from editor.replay import Stored, differences


class Command(BaseCommand):
    help = "Replay the log of every document, or of those named, and compare the outcome with what is stored."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("rooms", nargs="*", metavar="room")

    def handle(self, *, rooms: list[str], **options: Any) -> None:
        """A line for each difference and one in the end; exit status 1 if there is any. A server may run meanwhile."""
        replayed = differing = 0
        for room in rooms or _all_rooms():
            found = 0
            for found, difference in enumerate(_differences(room), start=1):  # noqa: B007
                self.stdout.write(f"{room}: {difference}")
            replayed += 1
            differing += found > 0
        self.stdout.write(f"Replayed: {replayed} documents. Differing from their logs: {differing}.")
        if differing:
            sys.exit(1)


def _all_rooms() -> Iterator[str]:
    """One after another, so that no query stays open and holds up SQLite's housekeeping."""
    room: str | None = ""
    while room := Document.objects.filter(room__gt=room).order_by("room").values_list("room", flat=True).first():
        yield room


def _differences(room: str) -> Iterator[str]:
    """What is compared is read in one statement, and the log up to there never changes: edits may come in meanwhile."""
    last = Change.objects.filter(document=OuterRef("pk")).order_by("-revision").values("revision")[:1]
    documents = Document.objects.filter(room=room).annotate(last=Subquery(last)).order_by("blocks__position")
    rows = list(documents.values_list("revision", "size", "words", "last", "blocks__key", "blocks__text"))
    if not rows:
        raise CommandError(f"There is no document {room}.")
    revision, size, words, last_revision = rows[0][:4]
    log = Change.objects.filter(document__room=room, revision__lte=last_revision or 0).order_by("revision")
    blocks = {key: text for *_, key, text in rows if key is not None}  # no block at all is one row without a key
    yield from differences(Stored(revision, size, words, blocks), log.iterator(chunk_size=500))
