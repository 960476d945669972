"""Lines and columns of the source, as the Markdown library gives them, as offsets from its start."""

import re

SOURCE_POSITION = re.compile(r'data-sourcepos="(\d+):(\d+)-[\d:]+"')  # in a text the quotes would be escaped
FENCE = re.compile("```|~~~")
INDENTED = re.compile(r"( {4}|\t)$")


def with_offsets(rendered: str, text: str, ahead: str = "") -> str:
    """`data-at` in the place of each source position. What was rendered `ahead` of the text has places below 0."""
    whole = ahead + text
    lines = [-len(ahead)]
    for line in whole.split("\n"):
        lines.append(lines[-1] + len(line) + 1)
    characters = None if whole.isascii() else _Characters(whole)

    def offset(match: re.Match[str]) -> str:
        line, column = int(match[1]), int(match[2])
        start = lines[line - 1] + (characters.before(line, column) if characters else column - 1)
        fenced = rendered.endswith("<pre ", 0, match.start()) and FENCE.match(text, start)
        if fenced and not INDENTED.search(text, lines[line - 1], start):
            start = min(lines[line], len(text))  # code is below its fence
        return f'data-at="{start}"'

    return SOURCE_POSITION.sub(offset, rendered)


class _Characters:
    """The library's columns count bytes. (It can count characters, but takes seconds for a long line.)"""

    def __init__(self, text: str) -> None:
        self._lines = text.encode().split(b"\n")
        self._line = self._bytes = self._characters = 0

    def before(self, line: int, column: int) -> int:
        """How many stand before a column in its line; counted on from the last one, as long as it is further."""
        if line != self._line or column <= self._bytes:
            self._line, self._bytes, self._characters = line, 0, 0
        self._characters += len(self._lines[line - 1][self._bytes : column - 1].decode(errors="ignore"))
        self._bytes = column - 1
        return self._characters
