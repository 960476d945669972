"""Documents as HTML. One partial of a block serves the page and every frame; a frame is rendered once for all."""

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.template.loader import get_template, render_to_string
from django.utils.safestring import SafeString, mark_safe

from .delta import Delta
from .edit import Refusal
from .markdown import kind, to_html
from .presence import Person

GROUP = 50  # blocks that a browser lays out together, or leaves alone together while they are out of sight


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
        context["inserted"] = [(before, [section(key, text) for key, text in run]) for before, run in delta.inserted]
    if title:
        context["document"] = {"title": delta.title}
    return render_to_string("document/_frame.html", context)


def presence(people: Sequence[Person]) -> str:
    return render_to_string("presence/_presence.html", {"people": people, "oob": True})


def presence_frame(revision: int, people: Sequence[Person]) -> str:
    return heartbeat_frame(revision) + presence(people)


def heartbeat_frame(revision: int) -> str:
    """Nothing new."""
    return render_to_string("document/_frame.html", _sync(revision, []))


def refusal_frame(revision: int, seq: int, refusal: Refusal) -> str:
    refused = json.dumps({"seq": seq, "code": refusal.code})
    context = {"refused": refused, "settled": seq, "refusal": refusal}
    return render_to_string("document/_frame.html", _sync(revision, []) | context)


def notice(refusal: Refusal) -> str:
    return render_to_string("document/_notice.html", {"refusal": refusal})


def reminder_frame(revision: int, change: dict[str, Any]) -> str:
    """For a client that sends again what it should know to be stored."""
    return render_to_string("document/_frame.html", _sync(revision, [change]))


def groups(blocks: Iterable[tuple[str, str]]) -> list[SafeString]:
    sections = [section(key, text) for key, text in blocks]
    return [mark_safe("".join(sections[at : at + GROUP])) for at in range(0, len(sections), GROUP)]  # noqa: S308


def section(key: str, text: str, *, oob: bool = False) -> SafeString:
    """A block's partial."""
    return _short_section(key, text, oob) if len(text) < 2_000 else _section(key, text, oob)


def _section(key: str, text: str, oob: bool) -> SafeString:
    block = {"key": key, "text": text, "kind": kind(text), "html": to_html(text)}
    return mark_safe(get_template("block/_block.html").render({"block": block, "oob": oob}))  # noqa: S308


_short_section = lru_cache(maxsize=10_000)(_section)


def _sync(revision: int, changes: list[dict[str, Any]]) -> dict[str, Any]:
    return {"oob": True, "revision": revision, "changes": json.dumps(changes, ensure_ascii=False)}
