"""`> [!NOTE]`: quotes that want attention. A title of their own may follow on the line."""

import re

TYPES = ("note", "tip", "important", "warning", "caution")

OPENING = re.compile(
    rf'<div class="markdown-alert markdown-alert-({"|".join(TYPES)})" data-at="(\d+)">\n'
    r'<p class="markdown-alert-title">(.*)</p>'
)
MARK = re.compile(r"\[!(\w+)\][ \t]*(.*)")


def drawn(rendered: str, text: str) -> str:
    """Without a title, the word is the writer's own, in the case that it has there: a click finds its letters.

    Whether it is in another script than the text says nothing about that.
    """

    def opening(match: re.Match[str]) -> str:
        kind, at, title = match.groups()
        mark = MARK.search(text, int(at))
        if mark and mark[2].strip():
            at = str(mark.start(2))
        elif mark:
            at, title = str(mark.start(1)), mark[1]
        title = f'<p class="title" data-at="{at}" dir="auto">{title}</p>'
        return f'<div class="callout {kind}" data-at="{match[2]}">\n{title}'

    return OPENING.sub(opening, rendered)
