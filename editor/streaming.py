"""The page of a long document goes out while it is rendered: one reads its beginning at once, however long it is."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from .render import GROUP, groups

SHORT = 8 * GROUP  # blocks of a document whose page goes out in one piece


def page(
    request: HttpRequest, template: str, context: Mapping[str, Any], blocks: Sequence[tuple[str, str]]
) -> HttpResponseBase:
    """The template with `groups`, those of the blocks."""
    if len(blocks) <= SHORT:
        return render(request, template, {**context, "groups": groups(blocks)})
    here = secrets.token_hex()  # which nobody can have written into the document
    before, after = render_to_string(template, {**context, "groups": [here]}, request).split(here)
    first, *others = (blocks[at : at + GROUP] for at in range(0, len(blocks), GROUP))
    (beginning,) = groups(first)
    return StreamingHttpResponse(_parts(before + beginning, others, after))


async def _parts(beginning: str, others: Sequence[Sequence[tuple[str, str]]], after: str) -> AsyncIterator[str]:
    yield beginning
    for some in others:
        (group,) = await asyncio.to_thread(groups, some)
        yield f'</div><div class="group">{group}'
    yield after
