"""What somebody did to a text, found out afterwards: for writers who hand in a whole text, not keystrokes."""

import re
from difflib import SequenceMatcher
from os.path import commonprefix

from .operations import Delete, Insert, Operation

WORD = re.compile(r"\w+|\s|[^\w\s]")
MOST = 2_000  # words that are compared with each other; what is longer is taken as one change


def difference(block: str, before: str, after: str) -> list[Operation]:
    """The operations, word by word, that make `after` of `before`. What is between two changes is left alone."""
    head = len(commonprefix([before, after]))  # noqa: RUF071 - character by character is what is meant
    tail = len(commonprefix([before[head:][::-1], after[head:][::-1]]))  # noqa: RUF071
    old, new = (WORD.findall(text[head : len(text) - tail]) for text in (before, after))
    if max(len(old), len(new)) > MOST:
        old, new = ["".join(old)], ["".join(new)]
    operations: list[Operation] = []
    at = head  # in the text as it is after the operations so far
    matcher = SequenceMatcher(None, old, new)  # with its "autojunk": a word in every line would take it minutes
    for _, i, j, k, m in matcher.get_opcodes():
        kept, gone, typed = old[i:j] == new[k:m], "".join(old[i:j]), "".join(new[k:m])
        if not kept and typed:  # in front of what goes, so that what others append to that comes behind it
            operations.append(Insert(block, at, typed))
        if not kept and gone:
            operations.append(Delete(block, at + len(typed), len(gone)))
        at += len(typed)
    return operations
