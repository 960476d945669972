"""HTML as a tree of elements, read with the standard library: nothing of the product's is used."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"br", "hr", "img", "input", "link", "meta"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str | None] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)

    @property
    def id(self) -> str:
        return self.attributes.get("id") or ""

    @property
    def elements(self) -> list["Element"]:
        return [child for child in self.children if isinstance(child, Element)]

    def all(self) -> Iterator["Element"]:
        """The elements inside, at any depth, in the order of the document."""
        for child in self.elements:
            yield child
            yield from child.all()

    def one(self, tag: str = "", *, id: str = "", cls: str = "") -> "Element":
        """The only element inside that is such a one."""
        (found,) = [
            each
            for each in self.all()
            if tag in ("", each.tag)
            and id in ("", each.id)
            and (not cls or cls in (each.attributes.get("class") or "").split())
        ]
        return found

    def text(self) -> str:
        return "".join(child.text() if isinstance(child, Element) else child for child in self.children)


def parse(html: str) -> Element:
    """An element without a tag that holds what the HTML says."""
    return _Parser(html).root


class _Parser(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.root = Element("")
        self._open = [self.root]
        self.feed(html)
        self.close()
        assert len(self._open) == 1, f"never closed: {self._open[-1].tag}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs))
        assert len(element.attributes) == len(attrs), f"an attribute stands twice: {attrs}"
        self._open[-1].children.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self._open[-1].tag == tag, f"{tag} closes {self._open[-1].tag}"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        self._open[-1].children.append(Element("!--"))
