"""A command takes away only what its person saw, as every deletion does."""

from collections.abc import Sequence
from itertools import pairwise

from ..merge import Blocks, Delete, Operation, Stretch, inserted
from .selection import Selection


def unseen(blocks: Blocks, selection: Selection, theirs: Sequence[Operation]) -> list[Operation]:
    """What takes out of the selection all that others have put into it; a selection that was carried over `theirs`."""
    if selection.to == selection.block and selection.start == selection.end:
        return []
    stretches = inserted(theirs)
    if not stretches:
        return []
    parts = {part.block: part for part in selection.parts(blocks)}
    within = [
        (key, max(start, parts[key].start), min(end, parts[key].end)) for key, start, end in stretches if key in parts
    ]
    return [Delete(key, start, end - start) for key, start, end in reversed(_in_one_piece(within))]


def _in_one_piece(stretches: list[Stretch]) -> list[Stretch]:
    """In order, and those that touch as one."""
    ordered = sorted(stretch for stretch in stretches if stretch[1] < stretch[2])
    starts = [at for at, (one, next) in enumerate(pairwise(ordered), 1) if one[:1] + one[2:] != next[:2]]
    return [(ordered[a][0], ordered[a][1], ordered[b - 1][2]) for a, b in pairwise([0, *starts, len(ordered)]) if a < b]
