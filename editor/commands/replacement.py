"""What a search finds is replaced: character for character, so that what others have beside it stays where it is."""

from os.path import commonprefix

from ..merge import Blocks, Delete, Insert, InvalidOperation, Operation
from ..search import CannotSearch, Match, Search, decode
from .selection import Keys, Result, Selection

MOST = 10_000  # matches at once: each is at most two operations in everybody's frame


def replace(blocks: Blocks, selection: Selection, argument: str, new_keys: Keys) -> Result:
    """The match that is selected, and the caret comes behind it; nothing happens if it is none any more."""
    search, block = _search(argument), selection.block
    for match in _matches(search, [blocks.text(block)])[0]:
        if match[:2] == (selection.start, selection.end):
            behind = match.start + len(search.replacement(match))
            return _replaced(block, blocks.text(block), search, [match]), Selection(block, behind, behind)
    return [], selection


def replace_all(blocks: Blocks, selection: Selection, argument: str, new_keys: Keys) -> Result:
    """Every match in the document."""
    search, keys = _search(argument), blocks.keys()
    found = _matches(search, [blocks.text(key) for key in keys])
    if sum(map(len, found)) > MOST:
        raise InvalidOperation(f"more than {MOST:,} matches are to be replaced at once")
    operations: list[Operation] = []
    for key, matches in zip(keys, found, strict=True):
        if matches:
            operations += _replaced(key, blocks.text(key), search, matches)
    return operations, selection.after(operations, others=True)


def _replaced(block: str, text: str, search: Search, matches: list[Match]) -> list[Operation]:
    """From the last on, so that each stands where it was found."""
    operations: list[Operation] = []
    for match in reversed(matches):
        start, old, new = match.start, text[match.start : match.end], search.replacement(match)
        head = len(commonprefix([old, new]))  # noqa: RUF071 - character by character is what is meant
        tail = len(commonprefix([old[head:][::-1], new[head:][::-1]]))  # noqa: RUF071
        gone, come = len(old) - head - tail, new[head : len(new) - tail]
        if come:  # in front of what goes, so that what others append to that comes behind it
            operations.append(Insert(block, start + head, come))
        if gone:
            operations.append(Delete(block, start + head + len(come), gone))
    return operations


def _search(argument: str) -> Search:
    try:
        return decode(argument)
    except CannotSearch as error:
        raise InvalidOperation(str(error)) from None


def _matches(search: Search, texts: list[str]) -> list[list[Match]]:
    try:
        return list(search.matches(texts))
    except CannotSearch as error:
        raise InvalidOperation(str(error)) from None
