"""Removing for good what people threw away long ago."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from editor.library import trash
from editor.models import Document


class Command(BaseCommand):
    help = "Remove the documents that have been in the trash for so many days, with their files. A server may run."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=int, default=30, help="30 unless it is said")

    def handle(self, *, days: int, **options: Any) -> None:
        """One document after another; one that is put back meanwhile stays."""
        documents = list(Document.objects.filter(trashed_at__lte=timezone.now() - timedelta(days=days)))
        removed = sum(trash.remove(document) for document in documents)
        self.stdout.write(f"Removed: {removed} document{'s' * (removed != 1)}.")
