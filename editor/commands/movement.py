"""Blocks to another place, in the order in which they are."""

from itertools import pairwise

from ..merge import Blocks, Move
from .selection import Keys, Result, Selection


def move_up(blocks: Blocks, selection: Selection, argument: str, new_keys: Keys) -> Result:
    """The one above goes to the other side, however many are selected."""
    selection, keys = _whole(blocks, selection)
    above = blocks.before(keys[0])
    return ([] if above is None else [Move(above, keys[-1])]), selection


def move_down(blocks: Blocks, selection: Selection, argument: str, new_keys: Keys) -> Result:
    selection, keys = _whole(blocks, selection)
    below = blocks.after(keys[-1])
    return ([] if below is None else [Move(below, blocks.before(keys[0]))]), selection


def move_to(blocks: Blocks, selection: Selection, argument: str, new_keys: Keys) -> Result:
    """Behind the block whose key is the argument; to the front without one. Nothing if it is one of them, or gone."""
    selection, keys = _whole(blocks, selection)
    target = argument or None
    if target in keys or target == blocks.before(keys[0]) or (target and target not in blocks):
        return [], selection
    return [Move(key, above) for above, key in pairwise([target, *keys]) if key], selection


def _whole(blocks: Blocks, selection: Selection) -> tuple[Selection, list[str]]:
    """The selection in the blocks that move, and their keys: where it ends at the start of one, that one stays."""
    parts = selection.chosen(blocks)
    first, last = parts[0], parts[-1]
    return Selection(first.block, first.start, last.end, last.block), [part.block for part in parts]
