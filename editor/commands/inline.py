"""Marks around words: set where they are not, taken away where they are."""

from ..merge import Blocks, Delete, Insert, Operation
from .selection import Keys, Result, Selection
from .spans import Span, around, spans
from .words import chosen_words, run_of


def bold(blocks: Blocks, selection: Selection, argument: str, new_keys: Keys) -> Result:
    return _toggle(blocks, selection, "**")


def italic(blocks: Blocks, selection: Selection, argument: str, new_keys: Keys) -> Result:
    return _toggle(blocks, selection, "*")


def strike(blocks: Blocks, selection: Selection, argument: str, new_keys: Keys) -> Result:
    return _toggle(blocks, selection, "~~")


def code(blocks: Blocks, selection: Selection, argument: str, new_keys: Keys) -> Result:
    return _toggle(blocks, selection, "`")


def link(blocks: Blocks, selection: Selection, argument: str, new_keys: Keys) -> Result:
    """The selected words become a link to the address `argument`; without one, it is left to be typed.

    A link ends with its line: of what is further down, nothing becomes one.
    """
    words = next(chosen_words(blocks, selection), None)
    if words is None:
        return [], selection
    at = words.end + 3  # behind "[", the words and "]("
    caret = at + len(argument) + 1 if argument else at
    operations = [Insert(words.block, words.end, f"]({argument})"), Insert(words.block, words.start, "[")]
    return list(operations), Selection(words.block, caret, caret)


def _toggle(blocks: Blocks, selection: Selection, mark: str) -> Result:
    """All of the words are marked then; or if they are already, none is."""
    words = list(chosen_words(blocks, selection))
    if len(words) == 1 and words[0].start == words[0].end:
        return _at_caret(blocks.text(words[0].block), words[0], mark)
    found = [_find(blocks.text(each.block), each, mark) for each in words]
    change = _unmark if all(around(marked, each.start, each.end) for each, marked in found) else _mark
    operations: list[Operation] = []
    for each, marked in reversed(found):
        operations += change(blocks.text(each.block), each, marked, mark)
    is_caret = words and selection.start == selection.end and selection.to == selection.block
    return operations, _between(words[0], selection, operations) if is_caret else selection.after(operations)


def _at_caret(text: str, caret: Selection, mark: str) -> Result:
    block, at, width = caret.block, caret.start, len(mark)
    if text[:at].endswith(mark) and text[at:].startswith(mark):
        return [Delete(block, at - width, 2 * width)], Selection(block, at - width, at - width)
    return [Insert(block, at, 2 * mark)], Selection(block, at + width, at + width)


def _between(word: Selection, caret: Selection, operations: list[Operation]) -> Selection:
    """Where the caret in the word is; at its ends it would go on behind a mark."""
    start = word.after(operations).start
    return Selection(caret.block, start + caret.start - word.start, start + caret.start - word.start)


Found = tuple[Selection, list[Span]]


def _find(text: str, words: Selection, mark: str) -> Found:
    """The words without signs at their ends, and what is marked in their line."""
    start, end, sign = words.start, words.end, mark[0]
    inner = text[start:end]
    if inner.strip(sign):
        start, end = start + len(inner) - len(inner.lstrip(sign)), end - len(inner) + len(inner.rstrip(sign))
    return Selection(words.block, start, end), spans(text, *run_of(text, start, end), mark)


def _unmark(text: str, words: Selection, found: list[Span], mark: str) -> list[Operation]:
    """What of the span is on either side stays marked."""
    block, width = words.block, len(mark)
    if not (span := around(found, words.start, words.end)):
        return []
    before, behind = text[span.start : words.start].rstrip(), text[words.end : span.end].lstrip()
    return [
        Insert(block, span.end - len(behind), mark) if behind else Delete(block, span.end, width),
        Insert(block, span.start + len(before), mark) if before else Delete(block, span.start - width, width),
    ]


def _mark(text: str, words: Selection, found: list[Span], mark: str) -> list[Operation]:
    """One span of it, together with those that it touches."""
    block, width = words.block, len(mark)
    if around(found, words.start, words.end):
        return []
    touched = [span for span in found if span.outer_start <= words.end and words.start <= span.outer_end]
    edges = [span.start - width for span in touched if span.outer_start >= words.start]
    edges += [span.end for span in touched if span.outer_end <= words.end]
    operations: list[Operation] = []
    if not touched or touched[-1].outer_end <= words.end:
        operations.append(Insert(block, words.end, mark))
    operations += [Delete(block, at, width) for at in sorted(edges, reverse=True)]
    if not touched or touched[0].outer_start >= words.start:
        operations.append(Insert(block, words.start, mark))
    return operations
