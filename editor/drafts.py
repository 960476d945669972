"""A block as somebody has written it in a form, and how that becomes edits.

The text is one edit, made on the revision that the form shows; what is to be done with the block as a whole is a
second one, made on what came of the first. A form has a client's name of its own, and the number of its text is a
digest of it: so what is sent twice is taken once, and a form that is sent again with another text is noticed.
"""

import asyncio
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from asgiref.sync import sync_to_async

from .edit import Edit, Refusal, RefusalCode
from .lobby import lobby
from .merge import UNACCEPTABLE, Join, Operation, Split, decode, difference
from .models import Change
from .store import Snapshot, last_seq, snapshot
from .structure import ACTIONS

FORM = re.compile(r"[A-Za-z0-9]{16,48}")
REVISION = re.compile(r"[0-9]{1,18}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Draft:
    """`form` is a random name, from which those of new blocks are made; `original` the text that the form came with."""

    form: str
    revision: int
    original: str
    text: str
    action: str  # one of ACTIONS, or "save"
    person: str = ""  # who has sent it, if they have a session
    counted_for: str = ""  # whom `limits` counts it for

    def edit(self, client: str, seq: int, base: int, operations: Sequence[Operation]) -> Edit:
        return Edit(client, seq, base, operations, person=self.person, counted_for=self.counted_for)


class Refused(Exception):
    def __init__(self, code: RefusalCode, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


def parse(fields: Mapping[str, str], person: str = "", counted_for: str = "") -> Draft:
    """What a form says, with the newlines of a document. Raises Refused."""
    form, revision, action = (fields.get(name, "") for name in ("form", "revision", "action"))
    whole = "original" in fields and "text" in fields and (action == "save" or action in ACTIONS)
    if not (whole and FORM.fullmatch(form) and REVISION.fullmatch(revision)):
        raise Refused("unknown-revision", "The form came without some of its fields.")
    original, text = (re.sub("\r\n?", "\n", fields[name]) for name in ("original", "text"))
    if UNACCEPTABLE.search(text):
        raise Refused("malformed", "The text has a character in it that no document can hold.")
    return Draft(form, int(revision), original, text, action, person, counted_for)


async def take(room: str, key: str, draft: Draft) -> str | None:
    """Store the draft and do its action; the block to show then, if there is one. May be repeated.

    Raises Refused, and what the database raises when it cannot be reached.
    """
    written = await _write(room, key, draft)
    acted = await sync_to_async(last_seq)(room, _actor(draft)) > 0
    document = await sync_to_async(snapshot)(room)
    here = dict(document.blocks)
    if key not in here and not written and not acted:
        raise Refused("unknown-block", "The block is gone: somebody has deleted it, or joined it to another.")
    block = [each for each in _pieces([key], written) if each in here] if key in here else []
    if block and not acted and draft.action in ACTIONS:
        block = await _act(room, document, block, draft)
    if draft.action == "add" and (block or acted):
        return draft.form
    return block[0] if block else None


async def _write(room: str, key: str, draft: Draft) -> Change | None:
    """The change that the text is; None if it is that of the form. To be deleted is to have no text."""
    text = "" if draft.action == "delete" else draft.text
    seq = int.from_bytes(hashlib.sha256(text.encode()).digest()[:6])
    if await sync_to_async(last_seq)(room, draft.form) not in (0, seq):
        raise Refused("unknown-revision", "This form has been sent before, with another text.")
    operations = await asyncio.to_thread(difference, key, draft.original, text)
    return await _take(room, draft.edit(draft.form, seq, draft.revision, operations)) if operations else None


async def _act(room: str, document: Snapshot, block: list[str], draft: Draft) -> list[str]:
    """The blocks that have the text then."""
    operations = ACTIONS[draft.action](document.blocks, block, draft.form)
    if not operations:
        return block
    return _pieces(block, await _take(room, draft.edit(_actor(draft), 1, document.revision, operations)))


async def _take(room: str, edit: Edit) -> Change:
    (outcome,) = (await lobby().take(room, [edit])).outcomes
    if isinstance(outcome, Refusal):
        raise Refused(outcome.code, outcome.reason)
    return outcome


def _actor(draft: Draft) -> str:
    """The client whose only edit is the draft's action."""
    return f"{draft.form}-{draft.action}"


def _pieces(block: list[str], change: Change | None) -> list[str]:
    """The blocks that have the text of these after the change."""
    for operation in map(decode, [*change.operations, *change.additions] if change else []):
        match operation:
            case Split(key, _, new) if key in block:
                at = block.index(key) + 1
                block = [*block[:at], new, *block[at:]]
            case Join(key, into, _):
                block = [into if each == key else each for each in block]
    return block
