"""Sanitised HTML as a tree."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

DEEPEST = 60  # elements within each other; those further in are left out, and what they contain is not
VOID = {"br", "hr", "img", "input"}


@dataclass(slots=True)
class Node:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Node | str]" = field(default_factory=list)

    @property
    def style(self) -> str:
        return self.attributes.get("style", "").lower()

    @property
    def text(self) -> str:
        """All that is written in it."""
        if self.tag == "br":
            return "\n"
        return "".join(child if isinstance(child, str) else child.text for child in self.children)


def parse(sanitised: str) -> Node:
    """The root of the tree. What it is given must close all that it opens, as the sanitiser's output does."""
    parser = _Parser()
    parser.feed(sanitised)
    parser.close()
    return parser.root


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Node("root")
        self._open = [self.root]
        self._left_out = 0

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        if tag not in VOID and len(self._open) > DEEPEST:
            self._left_out += 1
            return
        self._open[-1].children.append(node)
        if tag not in VOID:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if self._left_out:
            self._left_out -= 1
        elif len(self._open) > 1:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)
