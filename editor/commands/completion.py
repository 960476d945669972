"""What the editor adds to a newline that a person typed: the next item's mark, a quote's, the indentation of code.

A newline on an item or in a quote where nothing is written yet leaves the list or quote, also when what comes below was
typed before the newline was sent.
"""

from collections.abc import Iterable, Iterator, Set
from functools import reduce

from ..merge import Blocks, Delete, Insert, MemoryBlocks, Operation, Split, apply_all, follow, typed_newlines
from .lines import ITEM, QUOTE, Line, is_code, next_marker


def complete(blocks: Blocks, done: Iterable[Operation], new_keys: Iterator[str]) -> list[Operation]:
    """What to do after the operations just done."""
    done = list(done)
    lines = "".join(operation.text for operation in done if isinstance(operation, Insert)).split("\n")
    below, above = set(lines[1:]) - {""}, set(lines[:-1]) - {""}  # as they were typed
    operations: list[Operation] = []
    for block, newlines in typed_newlines(done).items():
        text = MemoryBlocks([(block, blocks.text(block))])
        additions: list[Operation] = []
        for newline in sorted(newlines):
            key, at = reduce(follow, additions, (block, newline))
            addition = _complete(key, text.text(key), at, below, above, new_keys)
            apply_all(text, addition)
            additions += addition
        operations += additions
    return operations


def _complete(
    block: str, text: str, at: int, below: Set[str], above: Set[str], new_keys: Iterator[str]
) -> list[Operation]:
    start = text.rfind("\n", 0, at) + 1
    line, following = Line(start, text[start:at]), Line(at + 1, text[at + 1 :].partition("\n")[0])
    if is_code(text):
        indent = line.text[: len(line.text) - len(line.text.lstrip())]
        return [Insert(block, following.start, indent)] if indent and not following.text.startswith(indent) else []
    item, quote = ITEM.match(line.text), QUOTE.match(line.text)
    mark = item or quote
    if not mark or ITEM.match(following.text) or QUOTE.match(following.text):
        return []
    if line.text[mark.end() :].strip() or (following.text and following.text not in below):
        return [Insert(block, following.start, next_marker(item) if item else mark[0])]
    if item and item["indent"]:  # one level out instead
        return [Delete(block, line.end, 1), Delete(block, line.start, min(2, len(item["indent"])))]
    goes_on = following.end == len(text) or following.text in above  # then what is typed says where the block ends
    return _leave(block, line, None if goes_on else following.end, new_keys)


def _leave(block: str, line: Line, end: int | None, new_keys: Iterator[str]) -> list[Operation]:
    """The line where nothing is written becomes a block of its own, without its mark; what is behind `end`, another."""
    operations: list[Operation] = []
    if end is not None:
        operations.append(Split(block, end, next(new_keys)))
    operations.append(Delete(block, line.start, len(line.text) + 1))
    if line.start:
        operations.append(Split(block, line.start - 1, next(new_keys)))
    return operations
