"""Files that nobody can come to see any more: no text mentions them, and no undo brings back one that did."""

import re
from collections.abc import Iterator
from datetime import datetime

from django.core.files.storage import storages
from django.db import transaction

from ..edits import FURTHEST
from ..merge import MemoryBlocks, apply_all, decode, touched
from ..models import Block, Document, File
from .markup import KEY


def remove_unused(document: Document, before: datetime) -> list[File]:
    """Remove those of the document that were added before that moment, and that no text of any document mentions,
    nor did in this one within undo's reach.

    Raises what operations raise if the document's log is broken: then none is removed.
    """
    old = document.files.filter(created_at__lt=before)
    unused = {file.key: file for file in old if not _is_mentioned(file)}
    if not unused:
        return []
    with transaction.atomic():  # in which nobody writes in it
        document = Document.objects.select_for_update().get(pk=document.pk)
        for text in _texts(document):
            for key in re.findall(KEY, text):
                unused.pop(key, None)
        for file in unused.values():
            storages["uploads"].delete(file.path)
            file.delete()
    return list(unused.values())


def _is_mentioned(file: File) -> bool:
    """In its document most likely; an address can be written down anywhere."""
    return any(
        blocks.filter(text__contains=file.key).exists() for blocks in (file.document.blocks.all(), Block.objects.all())
    )


def _texts(document: Document) -> Iterator[str]:
    """Those of the blocks, and then those that they had, change by change back into the past."""
    blocks = MemoryBlocks(document.blocks.order_by("position").values_list("key", "text"))
    yield from (text for _, text in blocks.items())
    reachable = document.changes.filter(revision__gt=document.revision - FURTHEST).order_by("-revision")
    for inverse in reachable.values_list("inverse", flat=True).iterator():
        operations = [decode(raw) for raw in inverse]
        apply_all(blocks, operations)
        changed = {key for operation in operations for key in touched(operation)}
        yield from (blocks.text(key) for key in changed if key in blocks)
