"""Where in the text something is by now, of which one knows where it was at an earlier revision.

An edit costs nothing for it: places are carried over the changes since then when somebody asks for them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .. import database
from ..markdown import to_words
from ..merge import decode, follow_both, touched
from ..models import Block, Document
from ..places import Place, written
from .models import LONGEST_QUOTE, Thread

CHUNK = 500  # changes that are read at once
FURTHEST = 20_000  # changes that a place may lie back of which somebody tells
MOST_CARRIED = 200  # changes over which a place is carried time and again
MOST_QUOTED = 50  # blocks between the first and the last


@dataclass(frozen=True, slots=True)
class Spot:
    """A piece of a document's text."""

    revision: int
    place: Place
    quote: str  # as it is read


def carried(document: Document, known: Sequence[tuple[Place, int]]) -> list[Place]:
    """Places and the revisions of which they were, at the document's revision. Of any earlier one, however long ago."""
    places = [place for place, _ in known]
    since = min((base for _, base in known), default=document.revision)
    if since >= document.revision:
        return places
    news = document.changes.filter(revision__gt=since, revision__lte=document.revision).order_by("revision")
    for revision, operations, additions in news.values_list("revision", "operations", "additions").iterator(CHUNK):
        steps = [decode(raw) for raw in (*operations, *additions)]
        blocks = {block for step in steps for block in touched(step)}
        for number, (_, base) in enumerate(known):
            if base < revision and any(block in blocks for block, _ in places[number]):
                places[number] = follow_both(*places[number], steps)
    return places


def bring_up(document: Document, threads: Sequence[Thread]) -> None:
    """To where their places are now. After many changes that is kept, so that it does not take longer and longer."""
    behind = [(thread, thread.ends) for thread in threads if thread.ends and thread.revision < document.revision]
    places = carried(document, [(place, thread.revision) for thread, place in behind])
    is_long = any(thread.revision < document.revision - MOST_CARRIED for thread, _ in behind)
    for (thread, _), place in zip(behind, places, strict=True):
        thread.place, thread.revision = written(place), document.revision
    if is_long:
        with database.transaction():
            Thread.objects.bulk_update([thread for thread, _ in behind], ["place", "revision"])


def spot(document: Document, place: Place, base: int, *, whole: bool = False) -> Spot | None:
    """What is there now, where that was the place at `base`; None if nothing is. A caret stands for its whole block.

    `whole`: so does a selection, for those who do not see the source that it is of.
    """
    if document.revision - base > FURTHEST:  # to read them would hold up the others, and anybody may say so
        return None
    ((first, start), (last, end)), *_ = carried(document, [(place, base)])
    found = {row.key: row for row in document.blocks.filter(key__in=(first, last))}
    top, bottom = found.get(first), found.get(last)
    if top is None or bottom is None or top.position > bottom.position:
        return None
    start, end = min(start, len(top.text)), min(end, len(bottom.text))
    if whole or (top is bottom and start >= end):
        start, end = 0, len(bottom.text)
    texts = [top.text[start:end]] if top is bottom else [top.text[start:], *_between(top, bottom), bottom.text[:end]]
    return Spot(document.revision, ((first, start), (last, end)), _shortened(" ".join(map(to_words, texts))))


def _between(top: Block, bottom: Block) -> list[str]:
    rows = top.document.blocks.filter(position__gt=top.position, position__lt=bottom.position).order_by("position")
    return list(rows.values_list("text", flat=True)[:MOST_QUOTED])


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1]}…"
