"""Word's lists, which are paragraphs that say of which list and level they are, as lists."""

import re
from collections.abc import Sequence

from .html_tree import Node

ITEM = re.compile(r"mso-list:\s*l\d+ level(\d)")
MARK = re.compile(r"mso-list:\s*ignore")
NUMBER = re.compile(r"\s*\(?\w{1,5}[.)]")


def with_lists(children: Sequence[Node | str]) -> list[Node | str]:
    """The children, of which those that are items stand in lists now."""
    found: list[Node | str] = []
    lists: list[Node] = []  # that are open, from the outermost on
    for child in children:
        level = ITEM.search(child.style) if isinstance(child, Node) and child.tag == "p" else None
        if isinstance(child, Node) and level:
            mark = _take_mark(child)
            del lists[int(level[1]) :]
            if not lists:
                lists.append(Node("ol" if NUMBER.match(mark) else "ul"))
                found.append(lists[0])
            elif len(lists) < int(level[1]):
                lists.append(Node("ol" if NUMBER.match(mark) else "ul"))
                lists[-2].children.append(lists[-1])
            lists[-1].children.append(Node("li", {}, child.children))
        elif not (lists and isinstance(child, str) and not child.strip()):
            lists = []
            found.append(child)
    return found


def _take_mark(node: Node) -> str:
    """What stands before the item's text, which is not to be there any more."""
    for child in node.children:
        if isinstance(child, Node):
            if MARK.search(child.style):
                node.children.remove(child)
                return child.text
            if mark := _take_mark(child):
                return mark
    return ""
