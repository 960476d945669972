"""What a pasted text becomes where it is put: in code as it is, items in a list, blocks elsewhere."""

import re
from collections.abc import Callable

from ..merge.borders import LIST_LINE, TABLE_ROW, closes_fence, opened_fence
from .lines import ITEM, QUOTE, next_marker
from .pieces import as_table, is_paragraph, pieces, takes_no_more

EMPTY_LINE_FIRST = re.compile(r"[ \t]*\n[ \t]*\n")


def fit(before: str, behind: str, pasted: str) -> list[str]:
    """What to write between the two parts of a block, with borders between each two of the texts.

    An empty text at an end stands for a border there: what is pasted is a block of its own.
    """
    code = _open_fence(before)
    if code and "\n" in before:
        return _in_code(code, behind, pasted)
    if "\n" not in pasted.rstrip("\n"):
        return [pasted.rstrip("\n")]
    text = _without_empty_end(as_table(pasted))
    line = before.rpartition("\n")[2]
    if TABLE_ROW.match(line) and behind.partition("\n")[0].strip():  # in a cell
        return [re.sub(r"\s*\n\s*", " ", text)]
    leaves = bool(EMPTY_LINE_FIRST.match(text)) or takes_no_more(before)
    found = (not leaves and (_in_list(line, text) or _in_quote(line, text))) or _as_blocks(before, line, text, leaves)
    is_followed = behind.strip() and (takes_no_more(found[-1]) or (len(found) > 1 and behind.startswith("\n")))
    return [*found, ""] if is_followed else found


def _without_empty_end(text: str) -> str:
    written = text.rstrip()
    return written + text[len(written) :].partition("\n")[0]


def _as_blocks(before: str, line: str, text: str, leaves: bool) -> list[str]:
    found = pieces(text)
    if not found or not before.strip():
        return found or [""]
    if leaves or not is_paragraph(found[0]):
        return ["", *found]
    found = pieces(line + text)
    return [found[0][len(line) :], *found[1:]] if line.strip() else found


def _open_fence(text: str) -> str:
    """The fence of the code in which the text ends, if it does."""
    first, *lines = text.split("\n")
    fence = opened_fence(first)
    return "" if any(closes_fence(line, fence) for line in lines) else fence


def _in_code(fence: str, behind: str, pasted: str) -> list[str]:
    """All of it is code, unless the code ends with what is pasted."""
    lines = pasted.split("\n")
    ends = [number for number, line in enumerate(lines, 1) if number > 1 and closes_fence(line, fence)]
    if not ends or any(closes_fence(line, fence) for line in behind.split("\n")):
        return [pasted]
    found = ["\n".join(lines[: ends[0]]), *pieces("\n".join(lines[ends[0] :]))]
    return [*found, ""] if behind.strip() else found


def _in_list(line: str, text: str) -> list[str]:
    """Each line is an item, up to an empty line after which there is none."""
    item = ITEM.match(line)
    if not item:
        return []
    indent = item["indent"]

    def marked(line: str) -> str:
        nonlocal item
        if ITEM.match(line):
            item = ITEM.match(indent + line) or item
            return indent + line
        if LIST_LINE.match(line):
            return indent + line
        marker = next_marker(item) if item else ""
        item = ITEM.match(marker) or item
        return marker + line

    return _marked(text, ITEM, LIST_LINE, marked, is_empty=item.end() == len(line))


def _in_quote(line: str, text: str) -> list[str]:
    mark = QUOTE.match(line)
    if not mark:
        return []

    def marked(line: str) -> str:
        return line if QUOTE.match(line) else mark[0] + line

    return _marked(text, QUOTE, QUOTE, marked, is_empty=mark.end() == len(line))


def _marked(
    text: str, own: re.Pattern[str], goes_on: re.Pattern[str], marked: Callable[[str], str], *, is_empty: bool
) -> list[str]:
    """The lines that go on with the list or quote, with their marks, and the blocks behind it; none if it cannot."""
    here, rest = _run(text, goes_on)
    if not here or not all(own.match(line) or is_paragraph(line) for line in here):
        return []
    first, *others = here
    if not text.startswith("\n"):
        mark = own.match(first)
        if mark and is_empty:  # the mark is there
            first = first[mark.end() :]
        elif mark:
            first = "\n" + marked(first)
    else:
        first = "\n" + marked(first)
    return ["\n".join([first, *map(marked, others)]), *pieces(rest)]


def _run(text: str, goes_on: re.Pattern[str]) -> tuple[list[str], str]:
    """The lines up to an empty one with which the list or quote ends, without the empty ones; and the rest."""
    lines = text.lstrip("\n").split("\n")
    here: list[str] = []
    is_after_empty = False
    for number, line in enumerate(lines):
        if line.strip():
            if is_after_empty and not goes_on.match(line):
                return here, "\n".join(lines[number:])
            here.append(line)
        is_after_empty = not line.strip()
    return here, ""
