"""A document on its way out: what is in the trash can be put back, until it is removed for good."""

import logging
from datetime import datetime

from django.core.files.storage import storages
from django.db.models import F
from django.utils import timezone

from .. import database
from ..models import Document

logger = logging.getLogger(__name__)


def throw_away(document: Document) -> None:
    _set(document, timezone.now())


def restore(document: Document) -> None:
    _set(document, None)


def _set(document: Document, trashed_at: datetime | None) -> None:
    with database.transaction():
        document = Document.objects.select_for_update().get(pk=document.pk)
        if (document.trashed_at is None) != (trashed_at is None):
            Document.objects.filter(pk=document.pk).update(trashed_at=trashed_at, access=F("access") + 1)


def remove(document: Document) -> bool:
    """For good, with all that was ever in it. False if it is not in the trash: then it stays.

    A file that cannot be removed now stays where it is stored, and the log tells which.
    """
    with database.transaction():
        found = Document.objects.select_for_update().filter(pk=document.pk, trashed_at__isnull=False).first()
        if found is None:
            return False
        paths = [file.path for file in found.files.all()]
        found.delete()
    for path in paths:
        try:
            storages["uploads"].delete(path)
        except Exception:  # whatever a disk or a store elsewhere is in want of
            logger.exception("A file of room %s stays in the storage as %s", found.room, path)
    return True
