"""HTML that says by its elements what programs say by styles, and in whose lists lists are in items."""

import re
from html import escape

from .html_tree import Node, parse
from .word_lists import with_lists

HEADINGS = {f"h{level}" for level in range(1, 7)}
MARKS = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "s": "del", "strike": "del", "del": "del"}
CODE = {"code", "kbd", "samp", "tt"}
LISTS = {"ul", "ol"}
SECTIONS = {"div", "section", "article", "header", "footer", "main", "nav", "aside", "figure", "figcaption", "address"}
SECTIONS |= {"dl", "dt", "dd", "details", "summary", "center", "form", "fieldset"}

BOLD = re.compile(r"font-weight:\s*(bold|[6-9]00)")
NOT_BOLD = re.compile(r"font-weight:\s*(normal|[1-5]00)")
ITALIC = re.compile(r"font-style:\s*italic")
STRUCK = re.compile(r"text-decoration[a-z-]*:[^;]*line-through")
LANGUAGE = re.compile(r"language-[\w+#-]+")
ORDER = ("strong", "del", "em")  # from the outermost on, so that neighbours have as much as possible in common
SPACE = re.compile(r"[ \t\n\r\f]+")
SAME_AGAIN = re.compile(r"</(strong|em|del)><\1>")  # the halves of a word, say

Held = frozenset[str]  # the marks that hold around a node


def tidy(sanitised: str) -> str:
    text = _inside(parse(sanitised), frozenset())
    for _ in range(3):  # one in another
        text = SAME_AGAIN.sub("", text)
    return text


def _inside(node: Node, held: Held) -> str:
    children = with_lists(node.children)
    if node.tag in LISTS:
        children = _lists_in_items(children)
    if node.tag == "li":
        children = _without_paragraph(children)
    return "".join(_plain(child, held) for child in children)


def _plain(node: Node | str, held: Held) -> str:
    if isinstance(node, str):
        return escape(SPACE.sub(" ", node), quote=False)
    tag, given = node.tag, node.attributes
    if tag == "pre":
        language = LANGUAGE.search("".join(_classes(node)))
        return f'<pre><code class="{language[0] if language else ""}">{escape(node.text)}</code></pre>'
    if tag in CODE:
        return f"<code>{escape(SPACE.sub(' ', node.text))}</code>"
    if tag == "a" and given.get("href", "").startswith(("http:", "https:", "mailto:")):
        return f'<a href="{escape(given["href"])}">{_inside(node, held)}</a>'
    if tag == "img":
        is_elsewhere = given.get("src", "").startswith(("http:", "https:"))
        return f'<img src="{escape(given["src"])}" alt="{escape(given.get("alt", ""))}">' if is_elsewhere else ""
    if tag == "input":
        return f"<input type=checkbox{' checked' * ('checked' in given)}>" if given.get("type") == "checkbox" else ""
    if tag in ("br", "hr"):
        return f"<{tag}>"
    if tag in ("root", "span", "font", "a", *MARKS):
        return _marked(node, held)
    if tag in SECTIONS:
        return f"<div>{_inside(node, held)}</div>"
    start = f' start="{int(given["start"])}"' if tag == "ol" and given.get("start", "").isdecimal() else ""
    return f"<{tag}{start}>{_inside(node, held | {'strong'} if tag in HEADINGS else held)}</{tag}>"


def _marked(node: Node, held: Held) -> str:
    marks = {MARKS[node.tag]} if node.tag in MARKS else set[str]()
    if NOT_BOLD.search(node.style):  # all that is copied from Google Docs stands in such a <b>
        marks.discard("strong")
    styles = (("strong", BOLD), ("em", ITALIC), ("del", STRUCK))
    marks |= {mark for mark, style in styles if style.search(node.style)}
    new = sorted(marks - held, key=ORDER.index)
    inside = _inside(node, held | marks)
    if not inside.strip():
        return inside
    return "".join(f"<{mark}>" for mark in new) + inside + "".join(f"</{mark}>" for mark in reversed(new))


def _lists_in_items(children: list[Node | str]) -> list[Node | str]:
    """Google Docs and Word put a list behind the item that it belongs to."""
    items: list[Node | str] = []
    for child in children:
        if isinstance(child, str) and not child.strip():
            continue
        above = items[-1] if items else None
        if isinstance(child, Node) and child.tag in LISTS and isinstance(above, Node) and above.tag == "li":
            above.children.append(child)
        else:
            items.append(child)
    return items


def _without_paragraph(children: list[Node | str]) -> list[Node | str]:
    """An item's only paragraph would put empty lines between the items."""
    written = [child for child in children if not isinstance(child, str) or child.strip()]
    paragraphs = [child for child in written if isinstance(child, Node) and child.tag == "p"]
    if len(paragraphs) != 1 or written[0] is not paragraphs[0]:
        return children
    return [*paragraphs[0].children, *written[1:]]


def _classes(node: Node) -> list[str]:
    inner = [name for child in node.children if isinstance(child, Node) for name in _classes(child)]
    return [node.attributes.get("class", "") + " ", *inner]
