"""The menu of what a block can become, which is there while nothing but `/` and a few letters stands in the block."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

QUERY = re.compile(r"/([\w ]{0,20})")
CARET = "‸"  # in what a choice makes


@dataclass(frozen=True, slots=True)
class Choice:
    value: str  # for the command `choose`
    name: str
    hint: str  # the Markdown that makes it, for those who would like to know
    words: str = ""  # more names that it goes by
    text: tuple[str, ...] = ()  # of the blocks that come of it, with a caret in one; the hint and the caret otherwise
    asked: bool = False  # shown only to those who ask for it

    @property
    def icon(self) -> str:
        return {"code": "codeblock"}.get(self.value, self.value)

    @property
    def texts(self) -> tuple[str, ...]:
        return self.text or (f"{self.hint} {CARET}",)

    def rank(self, query: str) -> int | None:
        """How well the query fits, 0 best; not at all if None."""
        name = self.name.lower()
        if name.startswith(query) or self.value == query:
            return 0
        words = [*name.split(), self.value, *self.words.split()]
        return 1 if any(word.startswith(query) for word in words) else None


CHOICES = (
    Choice("p", "Text", "", "paragraph plain words", (CARET,)),
    Choice("h1", "Heading 1", "#", "title"),
    Choice("h2", "Heading 2", "##", "subtitle section"),
    Choice("h3", "Heading 3", "###", "subsection"),
    Choice("h4", "Heading 4", "####", asked=True),
    Choice("h5", "Heading 5", "#####", asked=True),
    Choice("h6", "Heading 6", "######", asked=True),
    Choice("bullets", "Bulleted list", "-", "points unordered ul"),
    Choice("numbers", "Numbered list", "1.", "ordered ol"),
    Choice("tasks", "Task list", "- [ ]", "todo to do check checkbox checklist"),
    Choice("quote", "Quote", ">", "blockquote citation"),
    Choice("callout", "Callout", "> [!NOTE]", "note tip warning info alert", (f"> [!NOTE]\n> {CARET}",)),
    Choice("code", "Code", "```", "fence source program", (f"```\n{CARET}\n```",)),
    Choice("table", "Table", "| |", "grid rows columns", (f"| {CARET} |  |\n| --- | --- |\n|  |  |",)),
    Choice("math", "Maths", "$$", "math formula equation tex latex", (f"$$\n{CARET}\n$$",)),
    Choice("divider", "Divider", "---", "line rule hr separator", ("---", CARET)),
    Choice("footnote", "Footnote", "[^1]:", "note reference"),
)


def choices(text: str) -> list[Choice]:
    """What the text of a block asks for, what fits best first; nothing unless it is such a question."""
    asked = QUERY.fullmatch(text)
    if not asked:
        return []
    query = asked[1].strip().lower()
    return [choice for _, choice in sorted(_fitting(query), key=lambda ranked: ranked[0])]


def _fitting(query: str) -> Iterator[tuple[int, Choice]]:
    for choice in CHOICES:
        rank = choice.rank(query)
        if rank is not None and (query or not choice.asked):
            yield rank, choice
