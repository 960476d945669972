"""Putting files into the storage, each with a row that tells of it."""

import base64
import logging
import secrets
from math import ceil

from django.conf import settings
from django.core.files.storage import storages
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Sum

from .. import database, limits, store
from ..models import File
from ..visitors import Visitor
from .kinds import content_type
from .markup import clean
from .pixels import pixels

logger = logging.getLogger(__name__)


class Refused(Exception):
    """Says why, in a sentence for the person."""


def keep(room: str, upload: "UploadedFile[bytes]", visitor: Visitor) -> File:
    """Store it; only then is there anything to be mentioned. Raises Refused."""
    name, size = clean(upload.name or ""), upload.size or 0
    if size > settings.LONGHAND_MAX_FILE:
        raise Refused(f"“{name}” is {amount(size)}; at most {amount(settings.LONGHAND_MAX_FILE)} can be added here.")
    if not size:
        raise Refused(f"“{name}” is empty.")
    if wait := limits.UPLOADS.take(visitor.counted_for):
        again = f"It can be added in {limits.in_words(wait)}."
        raise Refused(f"“{name}” is one of too many files that you add in a short time. {again}")
    kind = content_type(upload)
    file = File(key=new_key(), name=name, content_type=kind, size=size, person=visitor.person)
    file.width, file.height = pixels(upload, kind)
    _enter(room, file)
    try:
        storages["uploads"].save(file.path, upload)
    except Exception as error:  # whatever a disk or a store elsewhere is in want of
        logger.exception("A file for room %s could not be stored", room)
        file.delete()
        raise Refused(f"“{name}” could not be stored. Try again in a moment.") from error
    return file


def _enter(room: str, file: File) -> None:
    """Write the row first, so that several at once cannot go beyond the bound, and nothing is stored without one."""
    with database.transaction():
        file.document, _ = store.lock(room)
        stored = file.document.files.aggregate(Sum("size"))["size__sum"] or 0
        if stored + file.size > settings.LONGHAND_MAX_FILES:
            most = amount(settings.LONGHAND_MAX_FILES)
            raise Refused(f"“{file.name}” is too much: the files of a document may be {most} together.")
        file.save()


def amount(size: int) -> str:
    """A number of bytes as people say it, rounded up: `14 MB`."""
    for unit, power in (("GB", 3), ("MB", 2), ("kB", 1)):
        if size >= 1024**power:
            return f"{ceil(size * 10 / 1024**power) / 10:g} {unit}"
    return f"{size} bytes"


def new_key() -> str:
    """128 random bits."""
    return base64.b32encode(secrets.token_bytes(16)).decode().lower().rstrip("=")
