"""What all members of a room are sent alike, and read but once.

A frame with changes is the same for everyone. So its beginning tells which one it is, and whoever receives it first
reads it for all: what a delivery costs the load generator does not depend on what is in it.
"""

import json
import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from benchmarks.websocket import inflated

SYNC = re.compile(rb'<i id="sync"[^>]* data-revision="(\d+)" data-changes="([^"]*)"([^>]*)>')
TOKEN = re.compile("⟨[0-9]+:[0-9]+⟩")
HEAD = 128  # bytes, which have the revision and the number of the first change in them
NOTHING = b' data-changes="[]"'

Texts = dict[str, str]  # of the blocks that are written in


@dataclass(frozen=True)
class Frame:
    """What it brings, and the document as it is then."""

    first: int  # the revision of its first change that is new
    revision: int
    texts: Texts
    tokens: list[str] = field(default_factory=list)
    answered: dict[str, int] = field(default_factory=dict)  # each client's greatest `seq` in it


class Room:
    """As it is when everyone joins, and all frames with changes that its members have received since."""

    def __init__(self, name: str, revision: int, texts: Texts) -> None:
        self.name = name
        self.first = Frame(revision, revision, texts)
        self.refusals: list[str] = []
        self._frames: dict[bytes, Frame | None] = {}

    def read(self, payload: bytes, deflated: bool, before: Frame) -> Frame | None:
        """None if there are no changes in it. `before` is the one that its recipient has had before."""
        head = payload[:HEAD]
        if head in self._frames:
            return self._frames[head]
        if deflated:
            payload = inflated(payload)
        if NOTHING in payload[:HEAD]:
            if not self._note_refusal(payload):
                self._frames[head] = None
            return None
        frame = _read(payload, before)
        if frame.first == before.revision + 1:  # else its recipient has missed something, which is its own trouble
            self._frames[head] = frame
        return frame

    def _note_refusal(self, payload: bytes) -> bool:
        """Whether it is one."""
        sync = SYNC.match(payload)
        if sync and b" data-refused=" in sync[3]:
            self.refusals.append(unescape(sync[3].decode()))
            return True
        return False


def _read(payload: bytes, before: Frame) -> Frame:
    sync = SYNC.match(payload)
    assert sync, f"a frame that does not begin with its changes: {payload[:HEAD]!r}"
    text = unescape(sync[2].decode())
    changes = [change for change in json.loads(text) if change["rev"] > before.revision]
    texts = dict(before.texts)
    for change in changes:
        for operation in [*change["ops"], *change["then"]]:
            apply(texts, operation)
    return Frame(
        first=changes[0]["rev"] if changes else before.revision,
        revision=int(sync[1]),
        texts=texts,
        tokens=[token[0] for token in TOKEN.finditer(text)],
        answered={change["by"]: change["seq"] for change in changes},
    )


def apply(texts: Texts, operation: list[Any]) -> None:
    """Those operations that writers of a load make."""
    match operation:
        case ["ins", key, at, text]:
            texts[key] = texts[key][:at] + text + texts[key][at:]
        case ["del", key, at, count]:
            texts[key] = texts[key][:at] + texts[key][at + count :]
        case _:
            raise AssertionError(f"nobody has asked for {operation}")
