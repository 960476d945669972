"""Where in the text something is by now, of which one knows where it was at an earlier revision."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..markdown import to_words
from ..merge import decode, follow_both, touched
from ..models import Document
from ..places import Place
from .models import LONGEST_QUOTE

CHUNK = 500  # changes that are read at once
MOST_QUOTED = 50  # blocks


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


def spot(document: Document, place: Place, base: int, *, whole: bool = False) -> Spot | None:
    """What is there now, where that was the place at `base`; None if nothing is. A caret stands for its whole block.

    `whole`: so does a selection, for those who do not see the source that it is of.
    """
    ((first, start), (last, end)), *_ = carried(document, [(place, base)])
    rows = {row.key: row for row in document.blocks.filter(key__in=(first, last))}
    if first not in rows or last not in rows or rows[first].position > rows[last].position:
        return None
    start, end = (min(at, len(rows[key].text)) for key, at in ((first, start), (last, end)))
    if whole or (first == last and start >= end):
        start, end = 0, len(rows[last].text)
    between = document.blocks.filter(position__range=(rows[first].position, rows[last].position)).order_by("position")
    texts = [row.text[:end] if row.key == last else row.text for row in between[:MOST_QUOTED]]
    texts[0] = texts[0][start:]
    return Spot(document.revision, ((first, start), (last, end)), _shortened(" ".join(map(to_words, texts))))


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1]}…"
