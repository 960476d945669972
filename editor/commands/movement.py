"""A block to another place."""

from ..merge import Blocks, Move
from .selection import Keys, Result, Selection


def move_up(blocks: Blocks, selection: Selection, argument: str, new_keys: Keys) -> Result:
    above = blocks.before(selection.block)
    return ([] if above is None else [Move(selection.block, blocks.before(above))]), selection


def move_down(blocks: Blocks, selection: Selection, argument: str, new_keys: Keys) -> Result:
    below = blocks.after(selection.block)
    return ([] if below is None else [Move(selection.block, below)]), selection
