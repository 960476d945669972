"""What searches know of the documents.

Edits have nothing to do with it, and are not slowed down: whoever searches brings it up to date before.
"""

from collections.abc import Iterable
from itertools import accumulate, groupby
from operator import itemgetter
from unicodedata import normalize

from django.db import IntegrityError
from django.db.models import F, Q, QuerySet

from .. import database
from ..markdown import to_words
from ..models import Block, Document
from .models import Indexed
from .words import words

MOST_OF_ONE = 200_000  # characters that are known of a document; PostgreSQL can have no more than a megabyte of words
MOST_AT_ONCE = 1_000_000  # characters, and
MOST_DOCUMENTS = 200  # that a search takes the time for

Stale = tuple[int, int, str, int]  # a document's number, revision, title and size


def bring_up_to_date(documents: QuerySet[Document]) -> bool:
    """Look at those that have changed, the newest first, as far as there is time for it. Whether none are left."""
    changed = documents.filter(Q(indexed=None) | Q(indexed__revision__lt=F("revision"))).order_by("-updated_at", "-pk")
    stale = list(changed.values_list("pk", "revision", "title", "size")[: MOST_DOCUMENTS + 1])
    chosen = _affordable(stale)
    if chosen:
        rows = _rows(chosen)
        try:
            with database.transaction():
                Indexed.objects.bulk_create(
                    rows,
                    update_conflicts=True,
                    unique_fields=["document"],
                    update_fields=["revision", "title", "words", "text"],
                )
        except IntegrityError:  # one of them is gone by now
            return False
    return len(chosen) == len(stale)


def _affordable(stale: list[Stale]) -> list[Stale]:
    """At least one."""
    sizes = accumulate(min(size, MOST_OF_ONE) for *_, size in stale)
    return [each for each, size in zip(stale, sizes, strict=True) if size <= MOST_AT_ONCE][:MOST_DOCUMENTS]


def _rows(stale: list[Stale]) -> list[Indexed]:
    blocks = Block.objects.filter(document__in=[pk for pk, *_ in stale]).order_by("document", "position")
    texts = {
        pk: _text(text for _, text in found)
        for pk, found in groupby(blocks.values_list("document", "text").iterator(), itemgetter(0))
    }
    return [_row(pk, revision, title, texts.get(pk, "")) for pk, revision, title, _ in stale]


def _row(pk: int, revision: int, title: str, text: str) -> Indexed:
    text = text.removeprefix(normalize("NFC", title)).lstrip()  # with which it begins, and which is known by itself
    return Indexed(
        document_id=pk, revision=revision, title=" ".join(words(title)), words=" ".join(words(text)), text=text
    )


def _text(blocks: Iterable[str]) -> str:
    read, length = list[str](), 0
    for block in blocks:
        if length < MOST_OF_ONE:
            read.append(normalize("NFC", to_words(block)))
            length += len(read[-1]) + 1
    return " ".join(filter(None, read))[:MOST_OF_ONE].replace("\0", "")
