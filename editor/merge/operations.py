"""What an edit consists of. Positions count Unicode code points from the start of a block's text."""

import re
from dataclasses import dataclass
from typing import Any

KEY = re.compile(r"[A-Za-z0-9]{1,64}")
# A carriage return would be a newline to a browser; NUL and lone surrogates can neither be stored nor sent.
UNACCEPTABLE = re.compile("[\x00\r\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Insert:
    """Put `text` at `at`."""

    block: str
    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Delete:
    """Take `count` characters away from `at` on."""

    block: str
    at: int
    count: int


@dataclass(frozen=True, slots=True)
class Split:
    """The newline at `at` becomes a border: what follows it is the block `new`, right after `block`."""

    block: str
    at: int
    new: str


@dataclass(frozen=True, slots=True)
class Join:
    """The border before `block` becomes a newline: `block` is appended to `into`, which is `at` long."""

    block: str
    into: str
    at: int


@dataclass(frozen=True, slots=True)
class Move:
    """`block` goes right after the block `after`, or to the front."""

    block: str
    after: str | None


Operation = Insert | Delete | Split | Join | Move


def touched(operation: Operation) -> tuple[str, ...]:
    """The blocks whose text or existence the operation changes."""
    match operation:
        case Split(block, _, new):
            return block, new
        case Join(block, into, _):
            return block, into
    return (operation.block,)


def acceptable(text: str) -> str:
    """The text as a document can hold it."""
    return UNACCEPTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


class MalformedOperation(ValueError):
    """Not an operation, whatever the document looks like."""


def decode(raw: Any) -> Operation:
    """An operation out of its JSON form `[kind, block, …]`; raises MalformedOperation."""
    match raw:
        case ["ins", str(block), int(at), str(text)] if text:
            _check(at, block)
            if UNACCEPTABLE.search(text):
                raise MalformedOperation("a text has a character that no document can hold")
            return Insert(block, at, text)
        case ["del", str(block), int(at), int(count)] if count > 0:
            _check(at, block)
            _check(count)
            return Delete(block, at, count)
        case ["split", str(block), int(at), str(new)]:
            _check(at, block, new)
            return Split(block, at, new)
        case ["join", str(block), str(into), int(at)]:
            _check(at, block, into)
            return Join(block, into, at)
        case ["move", str(block), str() | None as after]:
            _check(0, block, *([] if after is None else [after]))
            return Move(block, after)
    raise MalformedOperation("no such operation")


def encode(operation: Operation) -> list[Any]:
    """The JSON form of an operation."""
    match operation:
        case Insert(block, at, text):
            return ["ins", block, at, text]
        case Delete(block, at, count):
            return ["del", block, at, count]
        case Split(block, at, new):
            return ["split", block, at, new]
        case Join(block, into, at):
            return ["join", block, into, at]
        case Move(block, after):
            return ["move", block, after]


def _check(number: int, *keys: str) -> None:
    if isinstance(number, bool) or number < 0:
        raise MalformedOperation("a position or count is not a whole number from 0 on")
    for key in keys:
        if not KEY.fullmatch(key):
            raise MalformedOperation("a block's name is not made of letters and digits")
