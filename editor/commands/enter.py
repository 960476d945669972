"""What Enter does at a caret, where no text field does it."""

from ..merge import Blocks, Insert, MemoryBlocks, Operation, apply_all, new_borders
from .completion import complete
from .selection import Keys, Result, Selection


def enter(blocks: Blocks, caret: Selection, argument: str, new_keys: Keys) -> Result:
    """As if a newline was typed: it goes on with a list, leaves it, or begins a block."""
    left = MemoryBlocks([(caret.block, blocks.text(caret.block))])
    operations: list[Operation] = [Insert(caret.block, caret.start, "\n")]
    apply_all(left, operations)
    additions = complete(left, operations, new_keys)
    apply_all(left, additions)
    operations += additions
    operations += new_borders(left, operations, new_keys)
    return operations, caret.after(operations)
