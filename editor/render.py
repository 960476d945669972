"""Documents as HTML. One partial of a block serves the page and every frame; a frame is rendered once for all."""

import json
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from .carets import Caret
from .delta import Delta
from .edit import Refusal
from .markdown import kind, to_html
from .places import written
from .presence import Person
from .roles import Role
from .slash import choices
from .stencils import fill

GROUP = 50  # blocks that a browser lays out together, or leaves alone together while they are out of sight

MOVED = "This document has another address now."
MOVING = 2.0  # seconds after a move in which a caret bears its person's name


def frame(delta: Delta, *, title: bool, first: bool = False, settled: int | None = None, source: bool = True) -> str:
    """What brings the pages where the delta begins up to date.

    A page that is reset learns by `settled` which of its edits the text contains, as the changes do not tell. One
    without the source is told nothing that it does not show. The first frame ends what `pause_frame` told.
    """
    is_first_new = bool(delta.removed) or any(before is None for before, _ in delta.inserted)
    return fill(
        "document/_frame.html",
        **_sync(delta.revision, delta.changes if source else []),
        reset=delta.reset,
        settled=settled,
        blocks=_all_blocks(delta.inserted[0][1], source) if delta.reset else _changed_blocks(delta, source),
        counts=delta.counts or None,
        headings=delta.headings,
        title=(title or first or is_first_new) and render_to_string("document/_new_title.html", {"document": delta}),
        waiting="" if first else None,
    )


def presence(people: Sequence[Person]) -> str:
    return render_to_string("presence/_presence.html", {"people": people, "oob": True})


def you(person: Person) -> str:
    return render_to_string("presence/_you.html", {"you": person, "oob": True})


def carets(carets: Iterable[tuple[Person, Caret]], now: float) -> str:
    """Of each person, and whether they have moved just now."""
    return fill("presence/_carets.html", carets=_joined(_caret(*each, now) for each in carets), oob=True)


def comments(number: int) -> str:
    """How many threads of comments are open."""
    return fill("comments/_number.html", number=number or "", oob=True)


def heartbeat_frame(revision: int) -> str:
    """Nothing new."""
    return fill("document/_sync.html", **_sync(revision, []))


def refusal_frame(revision: int, seq: int, refusal: Refusal) -> str:
    refused = json.dumps({"seq": seq, "code": refusal.code})
    return fill(
        "document/_frame.html", **_sync(revision, []), refused=refused, settled=seq, notice=notice(refusal), blocks=""
    )


def farewell_frame(revision: int, role: Role | None, moved_to: str, *, reload: bool) -> str:
    """For a page that is not the right one any more: its person is something else to the document, or it has moved."""
    refusal = Refusal("forbidden", MOVED if moved_to else _farewell(role))
    context = {"refusal": refusal, "moved_to": moved_to, "reload": reload}
    notice = render_to_string("document/_notice.html", context)
    return fill("document/_frame.html", **_sync(revision, []), notice=notice, blocks="")


def pause_frame(revision: int, reason: str) -> str:
    """For a page that is to come again later. It shows why until it is let in."""
    return fill("document/_frame.html", **_sync(revision, []), waiting=_pause(reason), blocks="")


@cache
def _pause(reason: str) -> SafeString:
    return notice(Refusal("too-many", reason))


def _farewell(role: Role | None) -> str:
    if role is None:
        return "This document is not shared with you any more, it is deleted, or you have been signed out."
    if role.writes:
        return "You can write in this document now, once this page is loaded again."
    if role.comments:
        return "You can read this document and comment on it, once this page is loaded again, but not write in it."
    return "You can still read this document, once this page is loaded again, but no longer write in it."


def notice(refusal: Refusal) -> SafeString:
    return render_to_string("document/_notice.html", {"refusal": refusal})


def reminder_frame(revision: int, change: dict[str, Any]) -> str:
    """For a client that sends again what it should know to be stored."""
    return fill("document/_sync.html", **_sync(revision, [change]))


def groups(blocks: Sequence[tuple[str, str]], *, source: bool = True) -> SafeString:
    """The blocks' partials, many together in an element of their own."""
    some = (blocks[at : at + GROUP] for at in range(0, len(blocks), GROUP))
    return _joined(fill("block/_group.html", sections=_sections(blocks, source)) for blocks in some)


def section(key: str, text: str, *, oob: bool = False, source: bool = True) -> SafeString:
    """A block's partial."""
    return (_short_section if len(text) < 2_000 else _section)(key, text, oob, source)


def _all_blocks(blocks: Sequence[tuple[str, str]], source: bool) -> SafeString:
    return fill("document/_blocks.html", blocks=groups(blocks, source=source), oob=True)


def _changed_blocks(delta: Delta, source: bool) -> SafeString:
    gone = (fill("block/_removed.html", key=key) for key in delta.removed)
    changed = (section(key, text, oob=True, source=source) for key, text in delta.changed)
    new = (_run(before, blocks, delta.removed, source) for before, blocks in delta.inserted)
    return _joined([*gone, *changed, *new])


def _run(before: str | None, blocks: Sequence[tuple[str, str]], removed: Sequence[str], source: bool) -> SafeString:
    """Many new ones come in groups, as on the page. The script finds those that only come back by themselves."""
    few = len(blocks) <= GROUP or not {key for key, _ in blocks}.isdisjoint(removed)
    return fill(
        "block/_inserted.html",
        before=before,
        blocks=_sections(blocks, source) if few else groups(blocks, source=source),
    )


def _sections(blocks: Iterable[tuple[str, str]], source: bool) -> SafeString:
    return _joined(section(key, text, source=source) for key, text in blocks)


def _section(key: str, text: str, oob: bool, source: bool) -> SafeString:
    offered, html = choices(text) if source else [], to_html(text)
    return fill(
        "block/_block.html",
        key=key,
        text=text if source else None,
        kind="slash" if offered else kind(text),
        html=html if source else mark_safe(html.replace("<input ", "<input disabled ")),  # noqa: S308 - as it is
        label=text[:20] or "empty block",
        menu=bool(offered) and render_to_string("block/_slash.html", {"choices": offered}),
        oob=oob,
    )


_short_section = lru_cache(maxsize=10_000)(_section)


def _caret(person: Person, caret: Caret, now: float) -> SafeString:
    return fill(
        "presence/_caret.html",
        key=person.key,
        name=person.name,
        colour=person.colour,
        place=json.dumps(written(caret.place)),
        moving=now - caret.moved < MOVING,
    )


def _sync(revision: int, changes: list[dict[str, Any]]) -> dict[str, Any]:
    return {"oob": True, "revision": revision, "changes": _as_json(changes)}


_as_json = json.JSONEncoder(ensure_ascii=False).encode


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return mark_safe("".join(parts))  # noqa: S308 - each is
