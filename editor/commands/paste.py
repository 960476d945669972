"""Text from elsewhere in the selection's place."""

import re

from ..merge import Blocks, Delete, Insert, MemoryBlocks, Operation, Split, apply_all
from .cutting import cut
from .enter import enter
from .fitting import EMPTY_LINE_FIRST, fit
from .html import to_markdown
from .inline import link
from .lines import is_code
from .selection import Keys, Result, Selection

ADDRESS = re.compile(r"https?://[^\s<>]+")


def paste(blocks: Blocks, selection: Selection, argument: str, new_keys: Keys) -> Result:
    """The caret comes behind the text, and what stood behind the selection behind that. An address makes a link.

    Over several blocks, a newline alone is what Enter is.
    """
    if selection.to != selection.block:
        return _paste_over(blocks, selection, argument, new_keys)
    block, text = selection.block, blocks.text(selection.block)
    start, end = selection.start, selection.end
    address, chosen = argument.strip(), text[start:end].strip()
    if chosen and ADDRESS.fullmatch(address) and not (ADDRESS.match(chosen) or "\n" in chosen or is_code(text)):
        address = address.replace("(", "%28").replace(")", "%29")
        return link(blocks, selection, address, new_keys)
    texts = fit(text[:start], text[end:], argument)
    if len(texts) > 1:  # a newline at a border becomes the border
        start -= texts[0] == "" and text[:start].endswith("\n")
        end += texts[-1] == "" and text[end:].startswith("\n")
    operations: list[Operation] = [Delete(block, start, end - start)] if end > start else []
    if inserted := "\n".join(texts):
        operations.append(Insert(block, start, inserted))
    caret = block, start + len(texts[0])
    for number, each in enumerate(texts[1:], 1):
        new = next(new_keys)
        operations.append(Split(block, start + len(texts[number - 1]), new))
        block, start = new, 0
        if each:
            caret = block, len(each)
    return operations, Selection(caret[0], caret[1], caret[1])


def _paste_over(blocks: Blocks, selection: Selection, argument: str, new_keys: Keys) -> Result:
    left = MemoryBlocks([(part.block, blocks.text(part.block)) for part in selection.parts(blocks)])
    removal, caret = cut(blocks, selection, new_keys)
    apply_all(left, removal)
    put = enter if argument == "\n" else paste
    operations, after = put(left, caret, argument, new_keys)
    return [*removal, *operations], after


def paste_html(blocks: Blocks, selection: Selection, argument: str, new_keys: Keys) -> Result:
    """The same with HTML, as Markdown."""
    begins_block = "\n\n" if EMPTY_LINE_FIRST.match(argument) else ""
    return paste(blocks, selection, begins_block + to_markdown(argument), new_keys)
