"""The outline of a document: its headings, one in another, as links to them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from .access import requires
from .markdown import kind, to_plain_text
from .models import Block, Document
from .roles import Role

UNWRITTEN = "Untitled section"


@dataclass(slots=True)
class Heading:
    key: str
    text: str  # as it is read
    end: int  # of its line in the block
    inner: list["Heading"] = field(default_factory=list)


@require_safe
@gzip_page
@requires(Role.VIEWER)
def outline(request: HttpRequest, room: str) -> HttpResponse:
    changed_at = Document.objects.filter(room=room).values_list("updated_at", flat=True).first()
    return HttpResponse(_as_of(room, changed_at))


def headings(blocks: Iterable[tuple[str, str]]) -> list[Heading]:
    """Those on the highest level, with those below them. A level that is left out is none."""
    top: list[Heading] = []
    above: list[tuple[int, list[Heading]]] = [(0, top)]
    for key, text in blocks:
        if (of := kind(text)).startswith("h"):
            line, level = text.split("\n")[0], int(of[1:])
            heading = Heading(key, to_plain_text(line) or UNWRITTEN, len(line))
            while above[-1][0] >= level:
                above.pop()
            above[-1][1].append(heading)
            above.append((level, heading.inner))
    return top


@lru_cache(maxsize=32)
def _as_of(room: str, changed_at: datetime | None) -> str:
    """Once for everyone who asks. What is read may be newer, and then another time will be asked for."""
    may_be = Q(text__startswith="#") | Q(text__startswith=" ")
    blocks = Block.objects.filter(may_be, document__room=room).order_by("position").values_list("key", "text")
    return render_to_string("outline/_headings.html", {"headings": headings(blocks)})
