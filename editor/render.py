"""Documents as HTML. One partial of a block serves the page and every frame; a frame is rendered once for all."""

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.template.loader import get_template, render_to_string
from django.utils.safestring import SafeString, mark_safe

from .carets import Caret
from .delta import Delta
from .edit import Refusal
from .markdown import kind, to_html
from .places import written
from .presence import Person
from .slash import choices

GROUP = 50  # blocks that a browser lays out together, or leaves alone together while they are out of sight

MOVING = 2.0  # seconds after a move in which a caret bears its person's name


def frame(delta: Delta, *, title: bool, settled: int | None = None) -> str:
    """What brings the pages where the delta begins up to date.

    A page that is reset learns by `settled` which of its edits the text contains, as the changes do not tell.
    """
    context = _sync(delta.revision, delta.changes) | {"reset": delta.reset, "settled": settled}
    if delta.reset:
        context["groups"] = groups(delta.inserted[0][1])
    else:
        context["removed"] = delta.removed
        context["changed"] = [section(key, text, oob=True) for key, text in delta.changed]
        context["inserted"] = [_run(before, blocks, delta.removed) for before, blocks in delta.inserted]
    context |= {"headings": delta.headings, "counts": delta.counts}
    is_first_new = bool(delta.removed) or any(before is None for before, _ in delta.inserted)
    if title or is_first_new:
        context["document"] = delta
    return render_to_string("document/_frame.html", context)


def _run(before: str | None, blocks: Sequence[tuple[str, str]], removed: Sequence[str]) -> dict[str, Any]:
    """Many new ones come in groups, as on the page. The script finds those that only come back by themselves."""
    if len(blocks) <= GROUP or not {key for key, _ in blocks}.isdisjoint(removed):
        return {"before": before, "sections": [section(key, text) for key, text in blocks]}
    return {"before": before, "groups": groups(blocks)}


def presence(people: Sequence[Person]) -> str:
    return render_to_string("presence/_presence.html", {"people": people, "oob": True})


def you(person: Person) -> str:
    return render_to_string("presence/_you.html", {"you": person, "oob": True})


def carets(carets: Iterable[tuple[Person, Caret]], now: float) -> str:
    """Of each person, and whether they have moved just now."""
    shown = [
        {"person": person, "place": json.dumps(written(caret.place)), "moving": now - caret.moved < MOVING}
        for person, caret in carets
    ]
    return render_to_string("presence/_carets.html", {"carets": shown, "oob": True})


def heartbeat_frame(revision: int) -> str:
    """Nothing new."""
    return render_to_string("document/_sync.html", _sync(revision, []))


def refusal_frame(revision: int, seq: int, refusal: Refusal) -> str:
    refused = json.dumps({"seq": seq, "code": refusal.code})
    context = {"refused": refused, "settled": seq, "refusal": refusal}
    return render_to_string("document/_frame.html", _sync(revision, []) | context)


def notice(refusal: Refusal) -> str:
    return render_to_string("document/_notice.html", {"refusal": refusal})


def reminder_frame(revision: int, change: dict[str, Any]) -> str:
    """For a client that sends again what it should know to be stored."""
    return render_to_string("document/_sync.html", _sync(revision, [change]))


def groups(blocks: Iterable[tuple[str, str]]) -> list[SafeString]:
    sections = [section(key, text) for key, text in blocks]
    return [mark_safe("".join(sections[at : at + GROUP])) for at in range(0, len(sections), GROUP)]  # noqa: S308


def section(key: str, text: str, *, oob: bool = False) -> SafeString:
    """A block's partial."""
    return _short_section(key, text, oob) if len(text) < 2_000 else _section(key, text, oob)


def _section(key: str, text: str, oob: bool) -> SafeString:
    offered = choices(text)
    block = {
        "key": key,
        "text": text,
        "kind": "slash" if offered else kind(text),
        "html": to_html(text),
        "choices": offered,
    }
    return mark_safe(get_template("block/_block.html").render({"block": block, "oob": oob}))  # noqa: S308


_short_section = lru_cache(maxsize=10_000)(_section)


def _sync(revision: int, changes: list[dict[str, Any]]) -> dict[str, Any]:
    return {"oob": True, "revision": revision, "changes": json.dumps(changes, ensure_ascii=False)}
