"""Footnotes: `[^1]` in one block refers to `[^1]: …` in another one, which is rendered by itself.

The Markdown library makes a reference of what is defined in the same text alone. So each label that a text speaks of
is defined ahead of it, and what that gives is cut off again: which `[^1]` is a reference, and which is code or escaped,
the library decides. Notes cannot be numbered block by block; they are called by the label that their writer gave them.
The label above a note leads back to the first place that refers to it.
"""

import html
import re
from urllib.parse import quote, unquote

LABEL = re.compile(r"\[\^[^\[\]\s]{1,100}\]")
END = "\ue000"  # a paragraph between the definitions and the text: for private use, so nobody's
AHEAD = re.compile(rf"^.*?>{END}</p>\n", re.DOTALL)

REFERENCE = re.compile(
    r'(?P<sup><sup data-at="\d+") class="footnote-ref"><a href="#fn-(?P<label>[^"]*)"[^>]*>\d+</a></sup>'
    r"|<a data-at|</a>"
)
BACK = re.compile(r' ?<a href="#fnref-[^"]*" class="footnote-backref".*?</a>')
ITEM = re.compile(r'<li data-at="(\d+)" id="fn-([^"]*)">|<li\b[^>]*>|</li>')


def defined(text: str) -> str:
    """Definitions of all labels in the text, to be rendered ahead of it."""
    labels = dict.fromkeys(LABEL.findall(text)) if "[^" in text else {}
    return "".join(f"{label}: x\n" for label in labels if END not in label) + f"\n{END}\n\n" if labels else ""


def drawn(rendered: str, ahead: str) -> str:
    """References as links, and definitions as notes with an id; `ahead` is what was rendered before the text."""
    if ahead:
        rendered = AHEAD.sub("", rendered)
    return _with_notes(_with_references(BACK.sub("", rendered)))


def _with_references(rendered: str) -> str:
    in_link = False

    def reference(match: re.Match[str]) -> str:
        nonlocal in_link
        if not match["sup"]:
            in_link = match[0] != "</a>"
            return match[0]
        label = _label(match["label"])
        shown = html.escape(label)
        if in_link:
            return f"[^{shown}]"
        return f'{match["sup"]} id="{_id(label, "fnref")}"><a href="#{_id(label)}">{shown}</a></sup>'

    return REFERENCE.sub(reference, rendered)


def _with_notes(rendered: str) -> str:
    closing: list[str] = []

    def note(match: re.Match[str]) -> str:
        if match[0] == "</li>":
            return closing.pop() if closing else ""
        if match[2] is None:
            closing.append("</li>")
            return match[0]
        closing.append("</div>")
        label = _label(match[2])
        back = f'<a href="#{_id(label, "fnref")}" title="Back to the text">{html.escape(label)}</a>'
        return f'<div class="footnote" id="{_id(label)}" data-at="{match[1]}"><sup>{back}</sup>'

    return ITEM.sub(note, rendered)


def _label(in_address: str) -> str:
    return unquote(html.unescape(in_address))


def _id(label: str, of: str = "fn") -> str:
    """Of letters, digits, `-._~%` alone. An address finds it before it decodes the `%`."""
    return f"{of}-{quote(label.casefold(), safe='')}"
