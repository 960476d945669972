"""Having all documents found at once."""

from typing import Any

from django.core.management.base import BaseCommand

from editor.library.index import bring_up_to_date
from editor.library.models import Indexed
from editor.models import Document


class Command(BaseCommand):
    help = (
        "Look at every document that has changed since somebody searched, so that no search has to. "
        "A server may run meanwhile."
    )

    def handle(self, **options: Any) -> None:
        while not bring_up_to_date(Document.objects.filter(trashed_at=None)):
            pass
        self.stdout.write(f"Indexed: {Indexed.objects.count()} documents.")
