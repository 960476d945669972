"""A block out of the menu, in place of the `/` that asked for it."""

from ..merge import Blocks, Delete, Insert, Operation, Split
from ..slash import CARET, CHOICES, choices
from .enter import enter
from .selection import Keys, Result, Selection


def choose(blocks: Blocks, selection: Selection, argument: str, new_keys: Keys) -> Result:
    """`argument` is the value of a choice; without one it is the first of the block's menu.

    Where there is no menu any more, Enter without one is Enter.
    """
    block, text = selection.block, blocks.text(selection.block)
    offered = choices(text)
    chosen = [choice for choice in CHOICES if choice.value == argument] if argument else offered[:1]
    if not offered and not argument:
        return enter(blocks, Selection(block, selection.start, selection.start), "", new_keys)
    if not offered or not chosen:
        return [], selection
    return _instead(block, text, chosen[0].texts, new_keys)


def _instead(block: str, text: str, texts: tuple[str, ...], new_keys: Keys) -> Result:
    operations: list[Operation] = []
    if written := "\n".join(texts).replace(CARET, ""):
        operations.append(Insert(block, 0, written))
    operations.append(Delete(block, len(written), len(text)))  # afterwards, so that others in it are behind the mark
    caret = Selection(block, 0, 0)
    for number, each in enumerate(texts):
        if number:
            new = next(new_keys)
            operations.append(Split(block, len(texts[number - 1].replace(CARET, "")), new))
            block = new
        if CARET in each:
            caret = Selection(block, each.index(CARET), each.index(CARET))
    return operations, caret
