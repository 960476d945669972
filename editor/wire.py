"""What a browser may send: one JSON object a frame. The contract stands in docs/wire.md."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings

from .commands import COMMANDS, Place, Selection
from .edit import Edit, Invocation, Refusal, RefusalCode
from .merge import KEY, MalformedOperation, acceptable, decode
from .unsent import Unsent
from .visitors import STRANGER, Visitor

MOST_OPERATIONS = 5_000  # in one edit
MOST_PASTED = 3 * 1024 * 1024  # bytes of a command's frame
MOST_UNSENT = 20_000  # operations in what a page left behind
CLIENT = re.compile(r"[A-Za-z0-9_-]{8,64}")
REVISION = re.compile(r"[0-9]{1,18}", re.ASCII)


class NotOfTheContract(ValueError):
    """A frame that no client of the contract sends: the socket is closed."""


class RefusedFrame(ValueError):
    """An edit that cannot be taken, whatever the document looks like."""

    def __init__(self, seq: int, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.seq = seq
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Caret:
    """Where a person's selection is, or that it is nowhere in the text."""

    base: int
    place: Place | None


def parse_address(query: Mapping[str, str]) -> tuple[str, int]:
    """Who connects: the client's name, and the revision that it has. Raises NotOfTheContract."""
    client, since = query.get("client", ""), query.get("since", "")
    if not CLIENT.fullmatch(client) or not REVISION.fullmatch(since):
        raise NotOfTheContract("an address without client or since")
    return client, int(since)


def parse_place(caret: Any) -> Place | None:
    """A selection as messages have it, `[block, start, end]` or `[block, start, end, to]`; None if it is none."""
    match caret:
        case [str(block), start, end, *to] if _whole(start) and _whole(end) and len(to) <= 1:
            if all(isinstance(key, str) and KEY.fullmatch(key) for key in (block, *to)):
                return Selection(block, start, end, *to).place
    return None


def parse(frame: str, client: str, visitor: Visitor = STRANGER) -> Edit | Caret:
    """What the client says, for the visitor whose page it is. Raises NotOfTheContract or RefusedFrame."""
    try:
        message = json.loads(frame)
    except (ValueError, RecursionError):
        raise NotOfTheContract("no JSON") from None
    size = len(frame.encode(errors="replace"))
    match message:
        case {"type": "edit", "seq": seq, "base": base, "ops": ops} if _whole(seq) and _whole(base):
            edit = _edit(client, seq, base, ops, size)
            return replace(edit, typed=message.get("typed") is True, visitor=visitor)
        case {"type": "command", "seq": seq, "base": base, "name": str(name)} if (
            _whole(seq) and _whole(base) and name in COMMANDS
        ):
            return Edit(
                client,
                seq,
                base,
                command=_invocation(seq, name, message, size),
                visitor=visitor,
            )
        case {"type": "undo" | "redo" as kind, "seq": seq, "base": base} if _whole(seq) and _whole(base):
            return Edit(client, seq, base, kind=kind, visitor=visitor)
        case {"type": "caret", "base": base, "caret": caret} if _whole(base):
            place = parse_place(caret)
            if caret is not None and not place:
                raise NotOfTheContract("a caret that is no place")
            return Caret(base, place)
        case {"type": str(kind)}:
            raise NotOfTheContract(f"an unknown or incomplete message of type {kind[:20]!a}")
    raise NotOfTheContract("no message")


def parse_unsent(body: str, visitor: Visitor = STRANGER) -> Unsent:
    """What a page had not seen stored. Raises NotOfTheContract or RefusedFrame."""
    try:
        left = json.loads(body)
    except (ValueError, RecursionError):
        raise NotOfTheContract("no JSON") from None
    match left:
        case {
            "client": str(client),
            "seq": seq,
            "busy": bool(busy),
            "revision": revision,
            "sent": list(sent),
            "waiting": list(waiting),
            "texts": dict(texts),
        } if CLIENT.fullmatch(client) and _whole(seq) and _whole(revision):
            if len(sent) + len(waiting) > MOST_UNSENT:
                reason = "What was not stored when the page was closed is too much."
                raise RefusedFrame(seq, Refusal("too-large", reason, _inserted([*sent, *waiting])))
            try:
                typed = [decode(raw) for raw in waiting if not _is_asked(raw)]
            except MalformedOperation as malformed:
                reason = f"What was not stored when the page was closed cannot be taken: {malformed}."
                raise RefusedFrame(seq, Refusal("malformed", reason, _inserted([*sent, *waiting]))) from None
            under_way = _under_way(left, visitor) if busy else None
            return Unsent(client, seq, revision, under_way, typed, _texts(texts), visitor, _pasted(left))
    raise NotOfTheContract("nothing that a page leaves behind")


def _under_way(left: dict[str, Any], visitor: Visitor) -> Edit:
    """The message that was not answered, as it would come again."""
    message = {"type": "edit", "typed": True, "seq": left["seq"], "base": left["revision"], "ops": left["sent"]}
    if isinstance(left.get("message"), dict):
        message |= left["message"]
    edit = parse(json.dumps(message), left["client"], visitor)
    if not isinstance(edit, Edit):
        raise NotOfTheContract("a message that nobody waits for")
    return edit


def _pasted(left: dict[str, Any]) -> list[str]:
    """What commands were to put in that were not sent."""
    messages = [raw[4] for raw in left["waiting"] if _is_asked(raw) and isinstance(raw[4], dict)]
    texts = [each.get("argument") for each in messages if each.get("name") in ("paste", "paste-html")]
    return [text for text in texts if isinstance(text, str)]


def _is_asked(raw: Any) -> bool:
    """A command among the operations of a page, `["do", block, start, end, message, to]`, in its turn."""
    return isinstance(raw, list) and len(raw) in (5, 6) and raw[0] == "do"


def _texts(texts: dict[Any, Any]) -> dict[str, str]:
    return {str(key): str(text) for key, text in texts.items()}


def _edit(client: str, seq: int, base: int, ops: Any, size: int) -> Edit:
    def refuse(code: RefusalCode, reason: str) -> RefusedFrame:
        return RefusedFrame(seq, Refusal(code, reason, _inserted(ops)))

    if size > settings.LONGHAND_MAX_FRAME:
        raise refuse("too-large", "The edit is too large to be sent in one piece.")
    if not isinstance(ops, list):
        raise refuse("malformed", "The edit is not made of operations.")
    if len(ops) > MOST_OPERATIONS:
        raise refuse("too-large", "The edit has too many operations.")
    try:
        return Edit(client, seq, base, [decode(raw) for raw in ops])
    except MalformedOperation as malformed:
        raise refuse("malformed", f"The edit cannot be taken: {malformed}.") from None


def _invocation(seq: int, name: str, message: dict[str, Any], size: int) -> Invocation:
    argument = message.get("argument", "")
    if not isinstance(argument, str):
        raise NotOfTheContract("a command with an argument that is no text")
    argument = acceptable(argument)
    if size > MOST_PASTED:
        raise RefusedFrame(seq, Refusal("too-large", "This is too large to be sent in one piece.", argument))
    if place := parse_place(message.get("caret")):
        return Invocation(name, Selection(*place), argument)
    raise RefusedFrame(seq, Refusal("malformed", "Put the caret where this is to be done.", argument))


def _inserted(ops: Any) -> str:
    """What the person had written, as far as it can be made out."""
    texts = []
    for raw in ops if isinstance(ops, list) else []:
        match raw:
            case ["ins", _, _, str(text)]:
                texts.append(text)
    return "\n".join(texts).encode(errors="replace").decode()  # lone surrogates cannot be shown


def _whole(number: Any) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and 0 <= number < 2**63
