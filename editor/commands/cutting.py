"""What is selected goes, over several blocks too, and what is left above and below becomes one text.

Code, maths and tables keep their frame: nothing from outside is joined to what is inside.
"""

from collections.abc import Sequence

from ..merge import Blocks, Delete, Insert, Join, MemoryBlocks, Operation, new_borders
from ..merge.borders import TABLE_ROW, closes_fence, opened_fence
from .lines import HEADING, ITEM, QUOTE, lines, mark_of
from .selection import Keys, Selection


def cut(blocks: Blocks, selection: Selection, new_keys: Keys) -> tuple[list[Operation], Selection]:
    """The first block stays, whatever was selected. The caret comes where the selection began."""
    first, *between = selection.parts(blocks)
    if not between:
        return _deletion(first), Selection(first.block, first.start, first.start)
    *between, last = between
    above, below = blocks.text(first.block), blocks.text(last.block)
    first, last = _inside(first, above) if first.start else first, _inside(last, below)
    meet = not below[last.end :].strip() or _can_meet(above[: first.start], below)
    if meet and first.start:
        last = Selection(last.block, last.start, max(last.end, len(mark_of(below.partition("\n")[0]))))
    gone = [*between, last] if meet else between
    operations = [*_deletion(first), *([] if meet else _deletion(last))]
    end = len(above) - (first.end - first.start)
    operations += join_emptied(gone, first.block, end)
    if meet and end == first.start:
        operations += _parted(first.block, above[:end], below[last.end :], new_keys)
    return operations, Selection(first.block, first.start, first.start)


def join_emptied(parts: Sequence[Selection], into: str, at: int) -> list[Operation]:
    """Take out the parts, which each begin their block, and put what is left of those behind `at`, `into`'s end."""
    operations: list[Operation] = []
    for number, part in enumerate(parts):
        operations += [*_deletion(part), Join(part.block, into, at + number)]
    return [*operations, Delete(into, at, len(parts))] if parts else []


def is_framed(text: str) -> bool:
    return bool(opened_fence(text.partition("\n")[0]) or TABLE_ROW.match(text))


def end_of(text: str) -> int:
    """Where one goes on to write in a block: behind its text, but in front of its closing fence."""
    return _inside(Selection("", len(text), len(text)), text).end


def _deletion(part: Selection) -> list[Operation]:
    return [Delete(part.block, part.start, part.end - part.start)] if part.end > part.start else []


def _inside(part: Selection, text: str) -> Selection:
    """What of the part is no fence; all of it where there are none."""
    first, *_, last = [*lines(text), *lines(text)]
    fence = opened_fence(first.text)
    if not fence or first == last or (part.start, part.end) == (0, len(text)):
        return part
    low, high = first.end + 1, last.start - 1 if closes_fence(last.text, fence) else len(text)
    start, end = (min(max(low, at), max(low, high)) for at in (part.start, part.end))
    return Selection(part.block, start, end)


def _can_meet(head: str, below: str) -> bool:
    return not is_framed(below) and not (head and is_framed(head))


def _parted(block: str, head: str, tail: str, new_keys: Keys) -> list[Operation]:
    """Further lines of a list or quote, behind a line that is none now, are a block of their own as they were."""
    line, newline, rest = tail.partition("\n")
    if not newline or not head or not (HEADING.match(head) or ITEM.match(rest) or QUOTE.match(rest)):
        return []
    at = len(head) + len(line)
    return list(new_borders(MemoryBlocks([(block, head + tail)]), [Insert(block, at, "\n")], new_keys))
