"""Making room where files are stored."""

import sys
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from editor.files.storing import amount
from editor.files.unused import remove_unused
from editor.merge import InvalidOperation, MalformedOperation, UnknownBlock
from editor.models import Document

AGE = timedelta(days=1)  # what was just added may be mentioned in a moment


class Command(BaseCommand):
    help = (
        "Remove the files that were added more than a day ago, and which no text mentions any more, "
        "nor did within the last 2,000 changes of their document, which can be undone. A server may run meanwhile."
    )

    def handle(self, **options: Any) -> None:
        """A line in the end, and one for each document that could not be looked through; exit status 1 if any."""
        before, removed, failed = timezone.now() - AGE, [], 0
        for document in Document.objects.filter(files__created_at__lt=before).distinct():
            try:
                removed += remove_unused(document, before)
            except (InvalidOperation, MalformedOperation, UnknownBlock):
                self.stderr.write(f"{document.room}: the log is broken, see verify_documents. Its files stay.")
                failed += 1
        self.stdout.write(f"Removed: {len(removed)} files, {amount(sum(file.size for file in removed))}.")
        if failed:
            sys.exit(1)
