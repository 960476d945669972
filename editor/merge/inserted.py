"""What operations have put into the text, and where it is after all of them."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import chain

from .operations import Insert, Operation, Split
from .positions import follow

Stretch = tuple[str, int, int]  # a block, and from where to where in it, in code points


def inserted(operations: Iterable[Operation]) -> list[Stretch]:
    """Stretches that do not overlap. Text that has been deleted again, or has become a border, is in none."""
    stretches: defaultdict[str, list[Stretch]] = defaultdict(list)  # in each block
    for operation in operations:
        for stretch in stretches.pop(operation.block, ()):
            for part in _after(stretch, operation):
                stretches[part[0]].append(part)
        if isinstance(operation, Insert):
            block, start, end = operation.block, operation.at, operation.at + len(operation.text)
            if not any(first <= start and end <= last for _, first, last in stretches[block]):
                stretches[block].append((block, start, end))
    return list(chain.from_iterable(stretches.values()))


def _after(stretch: Stretch, operation: Operation) -> list[Stretch]:
    block, start, end = stretch
    match operation:
        case Split(where, newline, new) if where == block and start <= newline < end:
            parts = [(block, start, newline), (new, 0, end - newline - 1)]
        case _:
            (into, first), (_, last) = follow((block, start), operation), follow((block, end), operation, stay=True)
            parts = [(into, first, last)]
    return [(key, first, last) for key, first, last in parts if first < last]
