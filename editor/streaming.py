"""The page of a long document goes out while it is rendered: one reads its beginning at once, however long it is."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from .outline import headings
from .render import GROUP, groups

SHORT = 8 * GROUP  # blocks of a document whose page goes out in one piece

Blocks = Sequence[tuple[str, str]]


def page(
    request: HttpRequest, template: str, context: Mapping[str, Any], blocks: Blocks, *, source: bool
) -> HttpResponseBase:
    """The template with the partials of the `blocks`, and the `headings` among them, which come behind those."""
    if len(blocks) <= SHORT:
        whole = {"blocks": groups(blocks, source=source), "headings": headings(blocks)}
        return render(request, template, {**context, **whole})
    here = secrets.token_hex()  # which nobody can have written into the document

    def around(some: Blocks) -> list[str]:
        shell = {"blocks": here, "headings": headings(some)}
        return render_to_string(template, {**context, **shell}, request).split(here)

    first, *others = (blocks[at : at + GROUP] for at in range(0, len(blocks), GROUP))
    beginning = around([])[0] + groups(first, source=source)
    rest: list[Callable[[], str]] = [
        *(partial(groups, some, source=source) for some in others),
        lambda: around(blocks)[1],
    ]
    return StreamingHttpResponse(_parts(beginning, rest))


async def _parts(beginning: str, others: Iterable[Callable[[], str]]) -> AsyncIterator[str]:
    yield beginning
    for part in others:
        yield await asyncio.to_thread(part)
